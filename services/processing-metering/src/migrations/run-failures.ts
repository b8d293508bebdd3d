/** Identifiers are ASCII and are compared byte by byte (`COLLATE "C"`), like everywhere else in the system. */
export const runFailuresSql = `
-- Photos that failed at the publisher, per run; done once they were reported as done, which no later failure takes back.
CREATE TABLE run_failures (
  organisation_id text COLLATE "C" NOT NULL,
  run_id text COLLATE "C" NOT NULL,
  photo_id text COLLATE "C" NOT NULL,
  is_done boolean NOT NULL,
  PRIMARY KEY (organisation_id, run_id, photo_id)
);

-- A run that failures opened is of whatever type is reported of it first.
ALTER TABLE runs
  ADD COLUMN failed_photos bigint NOT NULL DEFAULT 0 CHECK (failed_photos >= 0),
  ADD COLUMN is_type_known boolean NOT NULL DEFAULT true;
`;
