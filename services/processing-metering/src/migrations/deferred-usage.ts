/** Identifiers are ASCII and are compared byte by byte (`COLLATE "C"`), like everywhere else in the system. */
export const deferredUsageSql = `
-- Messages of organisations that sent very many at once, as they were read from the topic, until it is their turn.
CREATE TABLE deferred_usage (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- The key of the records: nothing in them has been looked at yet.
  organisation_id text COLLATE "C" NOT NULL,
  deferred_at timestamptz NOT NULL,
  topic text NOT NULL,
  partition int NOT NULL,
  -- Parallel to the records in the batch.
  offsets bigint[] NOT NULL,
  records bytea NOT NULL
);
-- Compressing what is read once, in a moment, costs more than writing it.
ALTER TABLE deferred_usage ALTER COLUMN records SET STORAGE EXTERNAL;
CREATE INDEX deferred_usage_by_organisation ON deferred_usage (organisation_id, id);
`;
