-- For H2 and PostgreSQL. Each statement may run again.
CREATE TABLE IF NOT EXISTS telemetry_event (
  event_id VARCHAR(36) PRIMARY KEY,
  run_id VARCHAR(36) NOT NULL,
  sequence BIGINT NOT NULL,
  name VARCHAR(64) NOT NULL,
  happened_at BIGINT NOT NULL,
  plugin_id VARCHAR(255),
  version VARCHAR(255),
  channel VARCHAR(16),
  -- The events that its batch reported as dropped, for the first event of a batch only.
  dropped BIGINT NOT NULL,
  source TEXT NOT NULL,
  event TEXT NOT NULL,
  received_at BIGINT NOT NULL
);
CREATE INDEX IF NOT EXISTS telemetry_by_run ON telemetry_event (run_id, sequence);
CREATE INDEX IF NOT EXISTS telemetry_by_plugin ON telemetry_event (plugin_id);
CREATE INDEX IF NOT EXISTS telemetry_by_age ON telemetry_event (received_at);

-- A run until it is settled: until no more of its events are expected.
CREATE TABLE IF NOT EXISTS telemetry_open_run (
  run_id VARCHAR(36) PRIMARY KEY,
  -- When its first event happened, if that is known.
  started_at BIGINT,
  ended BOOLEAN NOT NULL,
  received BIGINT NOT NULL,
  last_sequence BIGINT NOT NULL,
  settle_at BIGINT NOT NULL
);
CREATE INDEX IF NOT EXISTS telemetry_open_run_by_time ON telemetry_open_run (settle_at);
CREATE INDEX IF NOT EXISTS telemetry_open_run_in_progress ON telemetry_open_run (ended, started_at);

CREATE TABLE IF NOT EXISTS telemetry_plugin (
  plugin_id VARCHAR(255) PRIMARY KEY,
  consecutive_failures BIGINT NOT NULL,
  last_run_at BIGINT NOT NULL
);

CREATE TABLE IF NOT EXISTS telemetry_metric (
  name VARCHAR(128) NOT NULL,
  labels VARCHAR(600) NOT NULL,
  amount DOUBLE PRECISION NOT NULL,
  PRIMARY KEY (name, labels)
);
