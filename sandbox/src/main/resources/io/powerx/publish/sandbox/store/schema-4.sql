-- The console searches the names and filters by risk; both are also in the registration.
ALTER TABLE publish ADD COLUMN IF NOT EXISTS plugin_name VARCHAR(255) DEFAULT '' NOT NULL;
ALTER TABLE publish ADD COLUMN IF NOT EXISTS risk VARCHAR(16) DEFAULT '' NOT NULL;
CREATE INDEX IF NOT EXISTS review_by_status ON review (status, submitted_at);
