-- PowerX core's registry. One row for each version of a plugin in a tenant, written over by every registration.
CREATE TABLE IF NOT EXISTS core_candidate (
  candidate_id VARCHAR(36) PRIMARY KEY,
  tenant VARCHAR(128) NOT NULL,
  plugin_id VARCHAR(128) NOT NULL,
  version VARCHAR(64) NOT NULL,
  artifact_uri CLOB NOT NULL,
  commit_hash VARCHAR(64) NOT NULL,
  notes CLOB NOT NULL,
  gate_status VARCHAR(32) NOT NULL,
  approval_status VARCHAR(32) NOT NULL,
  labels CLOB NOT NULL,
  submitted_at BIGINT NOT NULL,
  gates_checked_at BIGINT,
  approved_at BIGINT,
  created_at BIGINT NOT NULL,
  deleted_at BIGINT,
  UNIQUE (tenant, plugin_id, version)
);

CREATE TABLE IF NOT EXISTS core_package (
  package_id VARCHAR(36) PRIMARY KEY,
  candidate_id VARCHAR(36) NOT NULL REFERENCES core_candidate (candidate_id),
  uri CLOB NOT NULL,
  checksum VARCHAR(128) NOT NULL,
  signature CLOB NOT NULL,
  signing_key_id VARCHAR(128) NOT NULL
);

CREATE TABLE IF NOT EXISTS core_signing_key (
  key_uuid VARCHAR(36) PRIMARY KEY,
  key_id VARCHAR(128) NOT NULL UNIQUE,
  public_key CLOB NOT NULL,
  enabled BOOLEAN NOT NULL
);
