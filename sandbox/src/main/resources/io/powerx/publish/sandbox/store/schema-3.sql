-- Events of version 2 do not state their run, so nothing can be computed from them.
DROP TABLE IF EXISTS telemetry_event;

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
  source CLOB NOT NULL,
  event CLOB NOT NULL,
  received_at BIGINT NOT NULL
);
CREATE INDEX IF NOT EXISTS telemetry_by_run ON telemetry_event (run_id, sequence);
CREATE INDEX IF NOT EXISTS telemetry_by_plugin ON telemetry_event (plugin_id);
