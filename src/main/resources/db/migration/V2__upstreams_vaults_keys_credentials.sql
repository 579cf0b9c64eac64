-- The kinds of entities that came after the first five; tables and constraints are named as in V1.

CREATE TABLE upstreams (
    id                    uuid             CONSTRAINT upstreams_pkey PRIMARY KEY,
    name                  text             CONSTRAINT upstreams_name_key UNIQUE,
    client_certificate_id uuid             CONSTRAINT upstreams_client_certificate_fkey REFERENCES certificates,
    tags                  varchar[],
    created_at            double precision NOT NULL,
    updated_at            double precision NOT NULL,
    document              jsonb            NOT NULL
);

CREATE TABLE targets (
    id          uuid             CONSTRAINT targets_pkey PRIMARY KEY,
    target      text             NOT NULL,
    upstream_id uuid             NOT NULL CONSTRAINT targets_upstream_fkey REFERENCES upstreams ON DELETE CASCADE,
    tags        varchar[],
    created_at  double precision NOT NULL,
    updated_at  double precision NOT NULL,
    document    jsonb            NOT NULL,
    CONSTRAINT targets_cache_key_key UNIQUE (upstream_id, target)
);

CREATE TABLE vaults (
    id         uuid             CONSTRAINT vaults_pkey PRIMARY KEY,
    prefix     text             CONSTRAINT vaults_prefix_key UNIQUE,
    tags       varchar[],
    created_at double precision NOT NULL,
    updated_at double precision NOT NULL,
    document   jsonb            NOT NULL
);

CREATE TABLE key_sets (
    id         uuid             CONSTRAINT key_sets_pkey PRIMARY KEY,
    name       text             CONSTRAINT key_sets_name_key UNIQUE,
    tags       varchar[],
    created_at double precision NOT NULL,
    updated_at double precision NOT NULL,
    document   jsonb            NOT NULL
);

CREATE TABLE keyauth_credentials (
    id          uuid             CONSTRAINT keyauth_credentials_pkey PRIMARY KEY,
    key         text             CONSTRAINT keyauth_credentials_key_key UNIQUE,
    consumer_id uuid             CONSTRAINT keyauth_credentials_consumer_fkey REFERENCES consumers ON DELETE CASCADE,
    tags        varchar[],
    created_at  double precision NOT NULL,
    updated_at  double precision NOT NULL,
    document    jsonb            NOT NULL
);

CREATE TABLE basicauth_credentials (
    id          uuid             CONSTRAINT basicauth_credentials_pkey PRIMARY KEY,
    username    text             CONSTRAINT basicauth_credentials_username_key UNIQUE,
    consumer_id uuid             CONSTRAINT basicauth_credentials_consumer_fkey REFERENCES consumers ON DELETE CASCADE,
    tags        varchar[],
    created_at  double precision NOT NULL,
    updated_at  double precision NOT NULL,
    document    jsonb            NOT NULL
);

CREATE INDEX upstreams_client_certificate_idx ON upstreams (client_certificate_id);
CREATE INDEX keyauth_credentials_consumer_idx ON keyauth_credentials (consumer_id);
CREATE INDEX basicauth_credentials_consumer_idx ON basicauth_credentials (consumer_id);

CREATE INDEX upstreams_tags_idx ON upstreams USING gin (tags);
CREATE INDEX targets_tags_idx ON targets USING gin (tags);
CREATE INDEX vaults_tags_idx ON vaults USING gin (tags);
CREATE INDEX key_sets_tags_idx ON key_sets USING gin (tags);
CREATE INDEX keyauth_credentials_tags_idx ON keyauth_credentials USING gin (tags);
CREATE INDEX basicauth_credentials_tags_idx ON basicauth_credentials USING gin (tags);
