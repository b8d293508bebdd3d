/** For a migration of a service that writes over HTTP. In the service's own schema. */
export const idempotencyTableSql = `
  CREATE TABLE idempotency_keys (
    organisation_id text NOT NULL,
    route text NOT NULL,
    key text NOT NULL,
    request_hash bytea NOT NULL,
    answer json,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, route, key)
  );
  CREATE INDEX idempotency_keys_created_at ON idempotency_keys (created_at);
`;
