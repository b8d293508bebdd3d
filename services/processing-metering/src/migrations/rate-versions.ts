/** Identifiers are ASCII and are compared byte by byte (`COLLATE "C"`), like everywhere else in the system. */
export const rateVersionsSql = `
-- Two versions may take effect at one time: then the later version counts, so that a mistake can be mended before its day.
ALTER TABLE rate_cards
  DROP CONSTRAINT rate_cards_effective_from_key,
  ADD COLUMN added_at timestamptz NOT NULL DEFAULT '1970-01-01T00:00:00Z',
  ADD COLUMN added_by text NOT NULL DEFAULT 'system',
  ADD COLUMN reason text NOT NULL DEFAULT 'The first rate card';
ALTER TABLE rate_cards
  ALTER COLUMN added_at DROP DEFAULT, ALTER COLUMN added_by DROP DEFAULT, ALTER COLUMN reason DROP DEFAULT;
CREATE INDEX rate_cards_in_force ON rate_cards (effective_from DESC, version DESC);

-- An organisation's own rates. What a version does not name costs what the rate card says.
CREATE TABLE rate_overrides (
  organisation_id text COLLATE "C" NOT NULL,
  version int NOT NULL CHECK (version >= 1),
  effective_from timestamptz NOT NULL,
  rates jsonb NOT NULL,
  added_at timestamptz NOT NULL,
  added_by text NOT NULL,
  reason text NOT NULL,
  PRIMARY KEY (organisation_id, version)
);
CREATE INDEX rate_overrides_in_force ON rate_overrides (organisation_id, effective_from DESC, version DESC);
`;
