CREATE TABLE notes (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant_uuid uuid        NOT NULL,
    title       text        NOT NULL CHECK (title <> ''),
    description text        NOT NULL DEFAULT '',
    assignee    bigint,
    created_at  timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX notes_of_tenant ON notes (tenant_uuid, created_at DESC);
