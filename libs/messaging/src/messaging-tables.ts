/**
 * The tables a service needs to send and to receive, for its first migration. Names are unqualified: they land in the
 * service's own schema. Keys are collated "C": their order is that of their bytes on every machine, and cheap.
 */
export const messagingTablesSql = `
-- The last sequence given out per (source, organisation). Updated in every producing transaction: room for HOT updates.
CREATE TABLE source_sequences (
  organisation_id text COLLATE "C" NOT NULL,
  source          text COLLATE "C" NOT NULL,
  last_sequence   bigint NOT NULL CHECK (last_sequence > 0),
  PRIMARY KEY (organisation_id, source)
) WITH (fillfactor = 70);

-- Messages not yet acknowledged by the broker.
CREATE TABLE outbox (
  organisation_id text COLLATE "C" NOT NULL,
  source          text COLLATE "C" NOT NULL,
  sequence        bigint NOT NULL,
  topic           text COLLATE "C" NOT NULL,
  message_id      text   NOT NULL,
  type            text   NOT NULL,
  message_time    text   NOT NULL,
  correlation_id  text   NOT NULL,
  causation_id    text   NOT NULL,
  traceparent     text,
  payload         bytea  NOT NULL,
  PRIMARY KEY (organisation_id, source, sequence)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

-- Who relays: one process at a time.
CREATE TABLE relay_lease (
  name       text        PRIMARY KEY,
  owner      text        NOT NULL,
  generation bigint      NOT NULL,
  expires_at timestamptz NOT NULL
);

-- Where each group stands.
CREATE TABLE consumer_offsets (
  group_name  text COLLATE "C" NOT NULL,
  topic       text COLLATE "C" NOT NULL,
  partition   integer NOT NULL,
  generation  bigint NOT NULL,
  next_offset bigint NOT NULL,
  PRIMARY KEY (group_name, topic, partition)
) WITH (fillfactor = 50);

-- The last sequence handled per (source, organisation): whatever is not above it is a redelivery.
CREATE TABLE source_marks (
  group_name      text COLLATE "C" NOT NULL,
  organisation_id text COLLATE "C" NOT NULL,
  source          text COLLATE "C" NOT NULL,
  last_sequence   bigint NOT NULL,
  PRIMARY KEY (group_name, organisation_id, source)
) WITH (fillfactor = 70);

-- Messages that were refused for good, and those that wait behind them.
CREATE TABLE dead_letters (
  id                bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  group_name        text COLLATE "C" NOT NULL,
  topic             text COLLATE "C" NOT NULL,
  partition         integer     NOT NULL,
  record_offset     bigint      NOT NULL,
  record_key        text        NOT NULL,
  headers           json        NOT NULL,
  payload           bytea       NOT NULL,
  -- What the envelope says, when it could be trusted. The sequence is missing where there is no order to keep.
  organisation_id   text        COLLATE "C",
  source            text        COLLATE "C",
  sequence          bigint,
  -- Of what the message says: another message may claim the same place.
  fingerprint       bytea       NOT NULL,
  status            text        NOT NULL CHECK (status IN ('dead', 'parked', 'replayed', 'discarded')),
  code              text        NOT NULL,
  reason            text        NOT NULL,
  attempts          integer     NOT NULL,
  recorded_at       timestamptz NOT NULL,
  resolved_at       timestamptz,
  resolved_by       text,
  resolution_reason text,
  UNIQUE (group_name, topic, partition, record_offset),
  CHECK (sequence IS NULL OR (organisation_id IS NOT NULL AND source IS NOT NULL)),
  CHECK ((status IN ('replayed', 'discarded')) = (resolved_at IS NOT NULL))
);
CREATE UNIQUE INDEX dead_letters_place ON dead_letters (group_name, organisation_id, source, sequence, fingerprint);
CREATE INDEX dead_letters_unresolved ON dead_letters (group_name, organisation_id, source, sequence, id)
  WHERE status IN ('dead', 'parked') AND sequence IS NOT NULL;
CREATE INDEX dead_letters_unordered ON dead_letters (group_name, id) WHERE status = 'parked' AND sequence IS NULL;
`;
