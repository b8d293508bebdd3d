/**
 * The embedded log's own schema. It belongs to whoever provisions the database; services log in as `broker`, which may add
 * records and never change or delete one.
 */
export const embeddedLogSchemaSql = `
-- Two processes may provision at once; the lock ends with this script's implicit transaction.
SELECT pg_advisory_xact_lock(hashtext('credit-ledger embedded log'));

CREATE SCHEMA IF NOT EXISTS broker;

CREATE TABLE IF NOT EXISTS broker.topics (
  topic      text        COLLATE "C" PRIMARY KEY CHECK (topic ~ '^[a-z0-9][a-z0-9._-]{0,54}$'),
  partitions integer     NOT NULL CHECK (partitions BETWEEN 1 AND 1000),
  created_at timestamptz NOT NULL DEFAULT now()
);

-- Offsets are given out here, in the statement that inserts: the row stays locked until the commit, so offsets are
-- gap-free and in commit order, and a reader that has seen n has seen everything below n.
CREATE TABLE IF NOT EXISTS broker.partition_heads (
  topic        text    COLLATE "C" NOT NULL REFERENCES broker.topics,
  partition    integer NOT NULL,
  first_offset bigint  NOT NULL DEFAULT 0,
  next_offset  bigint  NOT NULL DEFAULT 0,
  PRIMARY KEY (topic, partition)
) WITH (fillfactor = 20);

-- One row per partition and publication: offsets [base_offset, last_offset], encoded together.
CREATE TABLE IF NOT EXISTS broker.record_batches (
  topic       text    COLLATE "C" NOT NULL,
  partition   integer NOT NULL,
  last_offset bigint  NOT NULL,
  base_offset bigint  NOT NULL,
  segment     date    NOT NULL,
  records     bytea   NOT NULL,
  PRIMARY KEY (topic, partition, last_offset, segment)
) PARTITION BY RANGE (segment);
-- Compressing on the way in would cost more than the disk it saves.
ALTER TABLE broker.record_batches ALTER COLUMN records SET STORAGE EXTERNAL;

CREATE TABLE IF NOT EXISTS broker.members (
  group_name text        COLLATE "C" NOT NULL,
  member     text        COLLATE "C" NOT NULL,
  topics     text[]      NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (group_name, member)
);

-- Who reads a partition for a group. next_offset is where the group stood at its last heartbeat: a hint for retention and
-- lag; the truth is in the consumer's own database.
CREATE TABLE IF NOT EXISTS broker.leases (
  group_name  text        COLLATE "C" NOT NULL,
  topic       text        COLLATE "C" NOT NULL REFERENCES broker.topics,
  partition   integer     NOT NULL,
  owner       text,
  generation  bigint      NOT NULL DEFAULT 0,
  expires_at  timestamptz NOT NULL DEFAULT '-infinity',
  next_offset bigint      NOT NULL DEFAULT 0,
  PRIMARY KEY (group_name, topic, partition)
) WITH (fillfactor = 50);

-- Creates the segments of today and tomorrow (UTC), and drops those older than the retention that every group has passed.
-- Runs with its owner's rights, because the role of the services owns no table.
CREATE OR REPLACE FUNCTION broker.maintain_segments(retention_days integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $maintain$
DECLARE
  today   date := (clock_timestamp() AT TIME ZONE 'UTC')::date;
  day     date;
  segment record;
  waiting boolean;
  dropped integer := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('credit-ledger embedded log'));
  FOREACH day IN ARRAY ARRAY[today, today + 1] LOOP
    IF to_regclass(format('broker.record_batches_%s', to_char(day, 'YYYYMMDD'))) IS NULL THEN
      EXECUTE format('CREATE TABLE broker.record_batches_%s PARTITION OF broker.record_batches FOR VALUES FROM (%L) TO (%L)',
                     to_char(day, 'YYYYMMDD'), day, day + 1);
    END IF;
  END LOOP;

  FOR segment IN
    SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'broker.record_batches'::regclass
      AND to_date(right(c.relname, 8), 'YYYYMMDD') < today - retention_days
    ORDER BY c.relname
  LOOP
    EXECUTE format(
      'SELECT EXISTS (SELECT FROM broker.%I r JOIN broker.leases l USING (topic, partition) WHERE r.last_offset >= l.next_offset)',
      segment.name) INTO waiting;
    -- Later segments hold later records, which the same group has not passed either.
    EXIT WHEN waiting;
    EXECUTE format(
      'UPDATE broker.partition_heads h SET first_offset = greatest(h.first_offset, s.last_offset + 1)
       FROM (SELECT topic, partition, max(last_offset) AS last_offset FROM broker.%I GROUP BY topic, partition) s
       WHERE h.topic = s.topic AND h.partition = s.partition', segment.name);
    EXECUTE format('DROP TABLE broker.%I', segment.name);
    dropped := dropped + 1;
  END LOOP;
  RETURN dropped;
END
$maintain$;
REVOKE ALL ON FUNCTION broker.maintain_segments(integer) FROM PUBLIC;

-- In a database without the role (a spec that connects as the owner) there is nobody to grant to.
DO $grants$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'broker') THEN
    GRANT USAGE ON SCHEMA broker TO broker;
    GRANT SELECT, INSERT ON broker.topics, broker.record_batches TO broker;
    GRANT SELECT, INSERT, UPDATE ON broker.partition_heads TO broker;
    GRANT SELECT, INSERT, UPDATE, DELETE ON broker.members, broker.leases TO broker;
    GRANT EXECUTE ON FUNCTION broker.maintain_segments(integer) TO broker;
  END IF;
END
$grants$;
`;
