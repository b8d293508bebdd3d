import { silentLog } from '@credit-ledger/kernel';
import {
  assertNotBehind,
  outboxSequences,
  sessionOf,
  TOPICS,
  type LastSequences,
  type Messaging,
} from '@credit-ledger/messaging';
import type { RoleUrls } from '@credit-ledger/provisioning';
import pg from 'pg';
import { InstanceError } from './instance-error.js';

/** A log that somebody else runs, and where this instance keeps what it has sent there. */
export type SharedLog = {
  readonly messagingUrl: string;
  readonly eventStoreUrl: string;
  readonly databaseUrls: RoleUrls;
};

/** All services of an instance begin with it, and none ever gets another. */
const EPOCH = 1;

/**
 * To be called before the first service starts. Each looks at the end of its own messages by itself; but another, whose numbers
 * fit, may have read by then what these data know nothing of, and no other log would mend that.
 * @throws InstanceError for a log that is ahead of the data, as it is when they went back to a backup.
 */
export async function assertLogNotAhead({ messagingUrl, eventStoreUrl, databaseUrls }: SharedLog): Promise<void> {
  // Loaded here alone: they are most of what a service loads, and an instance with a log of its own needs none of it.
  const { connectMessaging } = await import('@credit-ledger/nest-platform');
  const { connectEventStore, versionsIn } = await import('@credit-ledger/ledger');
  const messaging = await connectMessaging(messagingUrl, { logger: silentLog, leaseMs: LEASE_MS });
  const store = await connectEventStore(eventStoreUrl, silentLog);
  try {
    await messaging.ensureTopics(Object.values(TOPICS));
    await assertSpoken(messaging, 'ledger', versionsIn(store));
    for (const name of ['billing', 'metering'] as const) {
      await withPool(databaseUrls[name], (pool) =>
        assertSpoken(messaging, name, sequencesIn(pool, `${name}#${EPOCH}`)),
      );
    }
  } catch (error) {
    throw new InstanceError(error instanceof Error ? error.message : String(error), { cause: error });
  } finally {
    await Promise.all([messaging.close(), store.close()]);
  }
}

const assertSpoken = (messaging: Messaging, name: keyof typeof TOPICS, lastSequences: LastSequences): Promise<void> =>
  assertNotBehind(messaging, TOPICS[name], `${name}#${EPOCH}`, lastSequences);

/** Of a database that may never have seen its service. */
const sequencesIn =
  (pool: pg.Pool, source: string): LastSequences =>
  async (organisations) => {
    const { rows } = await pool.query<{ known: boolean }>(
      "select to_regclass('source_sequences') is not null as known",
    );
    return rows[0]?.known === true ? outboxSequences(sessionOf(pool), source)(organisations) : new Map();
  };

async function withPool<Result>(connectionString: string, use: (pool: pg.Pool) => Promise<Result>): Promise<Result> {
  const pool = new pg.Pool({ connectionString, max: 1, application_name: 'npm start' });
  try {
    return await use(pool);
  } finally {
    await pool.end();
  }
}

// Nothing is consumed here.
const LEASE_MS = 10_000;
