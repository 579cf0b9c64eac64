-- Server names and the certificates of authorities; tables and constraints are named as in V1. The names of a
-- certificate go with it, which the Admin API relies on.

CREATE TABLE snis (
    id             uuid             CONSTRAINT snis_pkey PRIMARY KEY,
    name           text             CONSTRAINT snis_name_key UNIQUE,
    certificate_id uuid             NOT NULL CONSTRAINT snis_certificate_fkey REFERENCES certificates ON DELETE CASCADE,
    tags           varchar[],
    created_at     double precision NOT NULL,
    updated_at     double precision NOT NULL,
    document       jsonb            NOT NULL
);

CREATE TABLE ca_certificates (
    id          uuid             CONSTRAINT ca_certificates_pkey PRIMARY KEY,
    cert_digest text             CONSTRAINT ca_certificates_cert_digest_key UNIQUE,
    tags        varchar[],
    created_at  double precision NOT NULL,
    updated_at  double precision NOT NULL,
    document    jsonb            NOT NULL
);

CREATE INDEX snis_certificate_idx ON snis (certificate_id);
CREATE INDEX snis_tags_idx ON snis USING gin (tags);
CREATE INDEX ca_certificates_tags_idx ON ca_certificates USING gin (tags);
