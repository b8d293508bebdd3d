/**
 * What happened to a run, written with it. An extension of a hold joins the row of the first: a long run is extended many times.
 * Runs from before have no past here; what happens to them from now on is kept, and their next usage is not taken for the
 * first. The index is for lists, newest first.
 */
export const runHistorySql = `
CREATE TABLE run_history (
  organisation_id text COLLATE "C" NOT NULL,
  run_id text COLLATE "C" NOT NULL,
  entry bigint GENERATED ALWAYS AS IDENTITY,
  at timestamptz NOT NULL,
  last_at timestamptz NOT NULL,
  times int NOT NULL,
  reason text NOT NULL,
  state text NOT NULL,
  actor_id text NOT NULL,
  hold_id text,
  credits bigint,
  PRIMARY KEY (organisation_id, run_id, entry)
);
CREATE UNIQUE INDEX run_history_extensions ON run_history (organisation_id, run_id, hold_id)
  WHERE reason = 'HOLD_EXTENDED';
UPDATE runs SET first_used_at = '-infinity' WHERE first_used_at IS NULL AND reported_photos > 0;
CREATE INDEX runs_newest_first ON runs (organisation_id, opened_at, run_id);
`;
