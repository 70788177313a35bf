CREATE TABLE IF NOT EXISTS setting (
  name VARCHAR(64) PRIMARY KEY,
  content VARCHAR(4096) NOT NULL
);

-- One row for each version number of a plugin; registrations of that number lock it, and so take turns.
CREATE TABLE IF NOT EXISTS version_number (
  plugin_id VARCHAR(255) NOT NULL,
  version VARCHAR(255) NOT NULL,
  PRIMARY KEY (plugin_id, version)
);

CREATE TABLE IF NOT EXISTS publish (
  publish_id VARCHAR(40) PRIMARY KEY,
  version_id VARCHAR(40) NOT NULL UNIQUE,
  request_id VARCHAR(36) NOT NULL UNIQUE,
  plugin_id VARCHAR(255) NOT NULL,
  version VARCHAR(255) NOT NULL,
  channel VARCHAR(16) NOT NULL,
  status VARCHAR(24) NOT NULL,
  -- 'channel version plugin' while the publish holds its version number, null once it let it go.
  slot VARCHAR(600) UNIQUE,
  fingerprint VARCHAR(64) NOT NULL,
  content_key VARCHAR(64) NOT NULL,
  request CLOB NOT NULL,
  checks CLOB,
  registered_by VARCHAR(255) NOT NULL,
  created_at BIGINT NOT NULL,
  touched_at BIGINT NOT NULL,
  uploaded_at BIGINT,
  FOREIGN KEY (plugin_id, version) REFERENCES version_number (plugin_id, version)
);
CREATE INDEX IF NOT EXISTS publish_by_plugin ON publish (plugin_id, uploaded_at);

CREATE TABLE IF NOT EXISTS artifact (
  publish_id VARCHAR(40) NOT NULL REFERENCES publish (publish_id),
  name VARCHAR(255) NOT NULL,
  ordinal INT NOT NULL,
  role VARCHAR(16) NOT NULL,
  platform VARCHAR(255),
  media_type VARCHAR(255),
  size BIGINT NOT NULL,
  sha256 VARCHAR(64) NOT NULL,
  url VARCHAR(4096),
  part_size BIGINT NOT NULL,
  part_count INT NOT NULL,
  PRIMARY KEY (publish_id, name)
);

CREATE TABLE IF NOT EXISTS part (
  publish_id VARCHAR(40) NOT NULL,
  artifact VARCHAR(255) NOT NULL,
  number INT NOT NULL,
  file VARCHAR(64) NOT NULL UNIQUE,
  size BIGINT NOT NULL,
  sha256 VARCHAR(64) NOT NULL,
  PRIMARY KEY (publish_id, artifact, number),
  FOREIGN KEY (publish_id, artifact) REFERENCES artifact (publish_id, name)
);

CREATE TABLE IF NOT EXISTS review (
  queue_id VARCHAR(40) PRIMARY KEY,
  version_id VARCHAR(40) NOT NULL UNIQUE REFERENCES publish (version_id),
  status VARCHAR(24) NOT NULL,
  request CLOB NOT NULL,
  submitted_at BIGINT NOT NULL,
  decided_by VARCHAR(255),
  decided_at BIGINT,
  notes CLOB
);

CREATE TABLE IF NOT EXISTS history (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  publish_id VARCHAR(40) NOT NULL REFERENCES publish (publish_id),
  happened_at BIGINT NOT NULL,
  actor VARCHAR(255) NOT NULL,
  act VARCHAR(64) NOT NULL,
  reason CLOB
);

CREATE TABLE IF NOT EXISTS access_token (
  token_hash VARCHAR(64) PRIMARY KEY,
  name VARCHAR(255) NOT NULL,
  plugin_id VARCHAR(255) NOT NULL,
  expires_at BIGINT NOT NULL
);

CREATE TABLE IF NOT EXISTS telemetry_event (
  event_id VARCHAR(36) PRIMARY KEY,
  plugin_id VARCHAR(255) NOT NULL,
  version VARCHAR(255) NOT NULL,
  channel VARCHAR(16) NOT NULL,
  publish_id VARCHAR(255),
  sequence BIGINT NOT NULL,
  name VARCHAR(64) NOT NULL,
  happened_at BIGINT NOT NULL,
  status VARCHAR(255) NOT NULL,
  source CLOB NOT NULL,
  event CLOB NOT NULL,
  received_at BIGINT NOT NULL
);
CREATE INDEX IF NOT EXISTS telemetry_by_plugin ON telemetry_event (plugin_id, version, channel, happened_at);
