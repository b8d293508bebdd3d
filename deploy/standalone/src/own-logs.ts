import { silentLog } from '@credit-ledger/kernel';
import {
  assertNotBehind,
  KnownEnds,
  saidByOutbox,
  sessionOf,
  TOPICS,
  type Messaging,
  type SaidBefore,
  type SqlSession,
} from '@credit-ledger/messaging';
import type { RoleUrls } from '@credit-ledger/provisioning';
import pg from 'pg';
import { InstanceError } from './instance-error.js';
import { roleOf, type ServiceName } from './service-catalog.js';

/** A log that somebody else runs, and where the services that are to start keep what they have sent there. */
export type SharedLog = {
  readonly services: readonly ServiceName[];
  readonly messagingUrl: string;
  readonly eventStoreUrl: string;
  readonly databaseUrls: RoleUrls;
};

/**
 * To be called before the first service starts. Each looks at its own messages by itself; but another, whose numbers
 * fit, may have read by then what these data know nothing of, and no other log would mend that.
 * @param onLooked called after every part of the log with how many records were looked at by then.
 * @throws InstanceError for a log that is ahead of the data, as it is when they went back to a backup; and for another event store than the
 * ledger's, whose numbers would say nothing.
 */
export async function assertLogNotAhead(shared: SharedLog, onLooked: (records: number) => void): Promise<void> {
  // Loaded here alone: they are most of what a service loads, and an instance with a log of its own needs none of it.
  const { connectMessaging } = await import('@credit-ledger/nest-platform');
  const messaging = await connectMessaging(shared.messagingUrl, { logger: silentLog, leaseMs: LEASE_MS });
  let looked = 0;
  const count = (records: number): void => onLooked((looked += records));
  try {
    await messaging.ensureTopics(Object.values(TOPICS));
    for (const role of shared.services.map(roleOf)) {
      if (role === 'billing' || role === 'metering' || role === 'ledger') await lookFor(role, shared, messaging, count);
    }
  } catch (error) {
    throw new InstanceError(error instanceof Error ? error.message : String(error), { cause: error });
  } finally {
    await messaging.close();
  }
}

type SpeakingRole = 'billing' | 'metering' | 'ledger';

async function lookFor(
  role: SpeakingRole,
  { databaseUrls, eventStoreUrl }: SharedLog,
  messaging: Messaging,
  onLooked: (records: number) => void,
): Promise<void> {
  const [topic, source] = [TOPICS[role], `${role}#${EPOCH}`];
  await withSession(databaseUrls[role], async (session) => {
    const known = new KnownEnds(session, messaging, topic, source);
    const ends = await known.ends();
    const look = (saidBefore: SaidBefore, from: ReadonlyMap<number, bigint>): Promise<void> =>
      assertNotBehind(messaging, { topic, source, saidBefore }, from, onLooked);
    // A database that has never seen its service knows of nothing.
    if (!(await isInstalledIn(session))) {
      const everything = new Map([...ends.keys()].map((partition) => [partition, 0n]));
      return look(async (messages) => messages.map(() => false), everything);
    }
    const from = await known.lookFrom(ends);
    if (role !== 'ledger') return look(saidByOutbox(session), from);
    await withStoreOf(session, eventStoreUrl, (saidBefore) => look(saidBefore, from));
  });
}

async function isInstalledIn(session: SqlSession): Promise<boolean> {
  const [row] = await session.query<{ installed: boolean }>(IS_INSTALLED, []);
  return row?.installed === true;
}

const IS_INSTALLED = "select to_regclass('consumer_offsets') is not null as installed";

async function withStoreOf(
  session: SqlSession,
  eventStoreUrl: string,
  use: (saidBefore: SaidBefore) => Promise<void>,
): Promise<void> {
  const { assertBoundTo, connectEventStore, saidByEvents } = await import('@credit-ledger/ledger');
  const store = await connectEventStore(eventStoreUrl, silentLog);
  try {
    await assertBoundTo(session, store);
    await use(saidByEvents(store));
  } finally {
    await store.close();
  }
}

async function withSession(connectionString: string, use: (session: SqlSession) => Promise<void>): Promise<void> {
  const pool = new pg.Pool({ connectionString, max: 1, application_name: 'npm start' });
  try {
    await use(sessionOf(pool));
  } finally {
    await pool.end();
  }
}

/** All services of an instance begin with it, and none ever gets another. */
const EPOCH = 1;
// Nothing is consumed here.
const LEASE_MS = 10_000;
