import type { SendingOf } from '../outbox/sending.js';
import type { Messaging } from '../ports/messaging.js';
import { TOPICS } from '../ports/topics.js';
import type { SqlSession } from '../sql/sql-session.js';
import { assertNotBehind } from './log-ahead.js';

/** A service would take part in a log that remembers another database of the same service. */
export class ForeignLogError extends Error {
  constructor(readonly topic: string) {
    super(
      `${topic} holds messages of this service already, but the service's database has never read this log: it is new, or the log is another installation's. ` +
        'What it sends would be dropped as repeated. Give this installation a log of its own (MESSAGING_URL with another namespace=… or database). ' +
        'If the database replaces one that was lost, follow the runbook restore-from-backup, which ends in another SOURCE_EPOCH.',
    );
    this.name = 'ForeignLogError';
  }
}

/** Who takes part in a log. */
export type Speaker = {
  readonly name: Exclude<keyof typeof TOPICS, 'usage'>;
  /** The service and its epoch, such as `billing#1`. */
  readonly source: string;
  readonly sendingOf: SendingOf;
};

/**
 * To be called before anything is sent. Sequences count in the service's database from 1, and whoever listens drops what is
 * not above the last that it heard from a source. A database that has never stood in this log therefore must find nothing of
 * its service there, unless a new epoch, which is another source, says that somebody has decided; and none must find
 * numbers of its source that it has not given out.
 * @throws ForeignLogError, LogAheadError
 */
export async function joinOwnLog(
  session: SqlSession,
  messaging: Pick<Messaging, 'groupInOffsets' | 'hasRecords' | 'readBack'>,
  { name, source, sendingOf }: Speaker,
): Promise<void> {
  const topic = TOPICS[name];
  const group = await messaging.groupInOffsets(name);
  const stands = (await session.query(STANDS, [group])).length > 0;
  if (!stands && source === `${name}#1` && (await messaging.hasRecords(topic))) throw new ForeignLogError(topic);
  await assertNotBehind(messaging, topic, source, sendingOf);
  await session.query(STAND, [group, topic]);
}

/** For a service whose numbers are not kept in its database alone: what it counts on from may be whole where that is new. */
export async function standInLog(
  session: SqlSession,
  messaging: Pick<Messaging, 'groupInOffsets'>,
  name: keyof typeof TOPICS,
): Promise<void> {
  await session.query(STAND, [await messaging.groupInOffsets(name), TOPICS[name]]);
}

const STANDS = 'SELECT 1 FROM consumer_offsets WHERE group_name = $1 LIMIT 1';

// Where nothing is ever read from: a service does not subscribe to what it says.
const STAND = `
INSERT INTO consumer_offsets (group_name, topic, partition, generation, next_offset) VALUES ($1, $2, 0, 0, 0)
ON CONFLICT DO NOTHING`;
