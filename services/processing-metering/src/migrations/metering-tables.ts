const PHOTO_CHARGE_PARTITIONS = 16;

const partitions = Array.from(
  { length: PHOTO_CHARGE_PARTITIONS },
  (_, remainder) => `
CREATE TABLE photo_charges_${remainder} PARTITION OF photo_charges
  FOR VALUES WITH (MODULUS ${PHOTO_CHARGE_PARTITIONS}, REMAINDER ${remainder});`,
).join('');

/** Identifiers are ASCII and are compared byte by byte (`COLLATE "C"`), like everywhere else in the system. */
export const meteringTablesSql = `
CREATE TABLE organisations (
  organisation_id text COLLATE "C" PRIMARY KEY,
  time_zone text NOT NULL,
  registered_at timestamptz NOT NULL
);

-- A copy of the ledger's sums, for the gate only. sequence: the fact it was taken from.
CREATE TABLE local_balances (
  organisation_id text COLLATE "C" PRIMARY KEY,
  balance bigint NOT NULL,
  held bigint NOT NULL,
  available bigint NOT NULL,
  source text NOT NULL,
  sequence bigint NOT NULL
) WITH (fillfactor = 80);

-- Versions are added, never edited; one is in force from effective_from until the next.
CREATE TABLE rate_cards (
  version int PRIMARY KEY CHECK (version >= 1),
  effective_from timestamptz NOT NULL UNIQUE,
  rates jsonb NOT NULL
);

CREATE TABLE runs (
  organisation_id text COLLATE "C" NOT NULL,
  run_id text COLLATE "C" NOT NULL,
  usage_type text NOT NULL,
  state text NOT NULL CHECK (state IN ('REQUESTED', 'RUNNING', 'PAUSED', 'COMPLETED', 'CANCELLED', 'REFUSED')),
  photo_event_id bigint NOT NULL,
  photo_event_name text NOT NULL,
  bib_search boolean NOT NULL,
  selfie_search boolean NOT NULL,
  started_by text NOT NULL,
  opened_at timestamptz NOT NULL,
  ended_at timestamptz,
  estimate bigint NOT NULL CHECK (estimate >= 0),
  hold_status text NOT NULL CHECK (hold_status IN ('NONE', 'PENDING', 'OPEN', 'CLOSED')),
  hold_id text,
  hold_requested bigint,
  hold_granted bigint,
  hold_charged_before bigint,
  granted bigint NOT NULL,
  reported_photos bigint NOT NULL,
  new_photos bigint NOT NULL,
  already_charged_photos bigint NOT NULL,
  free_photos bigint NOT NULL,
  credits bigint NOT NULL,
  PRIMARY KEY (organisation_id, run_id),
  CHECK ((hold_status = 'NONE') = (hold_id IS NULL)),
  CHECK (reported_photos = new_photos + already_charged_photos + free_photos)
) WITH (fillfactor = 80);

-- Which charge paid for which photo: the memory that makes a photo cost once, for ever. Rows are never changed or deleted.
CREATE TABLE photo_charges (
  organisation_id text COLLATE "C" NOT NULL,
  photo_event_id bigint NOT NULL,
  photo_id text COLLATE "C" NOT NULL,
  component text COLLATE "C" NOT NULL CHECK (component IN ('PROCESSING', 'ORIGINALS')),
  run_id text COLLATE "C" NOT NULL,
  charge_id uuid NOT NULL,
  effective_at timestamptz NOT NULL,
  charged_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, photo_event_id, photo_id, component)
) PARTITION BY HASH (organisation_id);
${partitions}

-- Finished work of organisations that have not registered yet, as reported.
CREATE TABLE pending_usage (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organisation_id text COLLATE "C" NOT NULL,
  received_at timestamptz NOT NULL,
  message_id text NOT NULL,
  correlation_id text NOT NULL,
  report json NOT NULL,
  -- How many the report names: a transaction takes so many photos, not so many reports.
  photos integer NOT NULL,
  -- Set when its replay was refused for good: kept for a person to look at, and not tried again.
  refused_code text
);
CREATE INDEX pending_usage_by_organisation ON pending_usage (organisation_id, id) WHERE refused_code IS NULL;

INSERT INTO rate_cards (version, effective_from, rates)
VALUES (1, '1970-01-01T00:00:00Z', '{ "PHOTO_PROCESSING": { "searchOn": "1", "searchOff": "0" } }');
`;
