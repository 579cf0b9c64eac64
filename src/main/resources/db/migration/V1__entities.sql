-- One table a kind of entity: the document as it is shown, and beside it the columns that keys, tags and pages need.
-- Names of constraints tell what is violated: TABLE_pkey, TABLE_FIELD_key (unique), TABLE_FIELD_fkey (foreign),
-- TABLE_cache_key_key (a unique combination of fields).

CREATE TABLE certificates (
    id         uuid             CONSTRAINT certificates_pkey PRIMARY KEY,
    tags       varchar[],
    created_at double precision NOT NULL,
    updated_at double precision NOT NULL,
    document   jsonb            NOT NULL
);

CREATE TABLE consumers (
    id         uuid             CONSTRAINT consumers_pkey PRIMARY KEY,
    username   text             CONSTRAINT consumers_username_key UNIQUE,
    custom_id  text             CONSTRAINT consumers_custom_id_key UNIQUE,
    tags       varchar[],
    created_at double precision NOT NULL,
    updated_at double precision NOT NULL,
    document   jsonb            NOT NULL
);

CREATE TABLE services (
    id                    uuid             CONSTRAINT services_pkey PRIMARY KEY,
    name                  text             CONSTRAINT services_name_key UNIQUE,
    client_certificate_id uuid             CONSTRAINT services_client_certificate_fkey REFERENCES certificates,
    tags                  varchar[],
    created_at            double precision NOT NULL,
    updated_at            double precision NOT NULL,
    document              jsonb            NOT NULL
);

CREATE TABLE routes (
    id         uuid             CONSTRAINT routes_pkey PRIMARY KEY,
    name       text             CONSTRAINT routes_name_key UNIQUE,
    service_id uuid             CONSTRAINT routes_service_fkey REFERENCES services,
    tags       varchar[],
    created_at double precision NOT NULL,
    updated_at double precision NOT NULL,
    document   jsonb            NOT NULL
);

CREATE TABLE plugins (
    id            uuid             CONSTRAINT plugins_pkey PRIMARY KEY,
    name          text             NOT NULL,
    cache_key     text             NOT NULL CONSTRAINT plugins_cache_key_key UNIQUE,
    instance_name text             CONSTRAINT plugins_instance_name_key UNIQUE,
    service_id    uuid             CONSTRAINT plugins_service_fkey REFERENCES services ON DELETE CASCADE,
    route_id      uuid             CONSTRAINT plugins_route_fkey REFERENCES routes ON DELETE CASCADE,
    consumer_id   uuid             CONSTRAINT plugins_consumer_fkey REFERENCES consumers ON DELETE CASCADE,
    tags          varchar[],
    created_at    double precision NOT NULL,
    updated_at    double precision NOT NULL,
    document      jsonb            NOT NULL
);

CREATE INDEX services_client_certificate_idx ON services (client_certificate_id);
CREATE INDEX routes_service_idx ON routes (service_id);
CREATE INDEX plugins_service_idx ON plugins (service_id);
CREATE INDEX plugins_route_idx ON plugins (route_id);
CREATE INDEX plugins_consumer_idx ON plugins (consumer_id);

CREATE INDEX certificates_tags_idx ON certificates USING gin (tags);
CREATE INDEX consumers_tags_idx ON consumers USING gin (tags);
CREATE INDEX services_tags_idx ON services USING gin (tags);
CREATE INDEX routes_tags_idx ON routes USING gin (tags);
CREATE INDEX plugins_tags_idx ON plugins USING gin (tags);

-- Counts committed changes: other nodes that missed a notification see it here.
CREATE TABLE changes (
    single  boolean CONSTRAINT changes_pkey PRIMARY KEY DEFAULT true CHECK (single),
    version bigint  NOT NULL
);

INSERT INTO changes (version) VALUES (0);
