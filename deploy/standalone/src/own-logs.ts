import { silentLog } from '@credit-ledger/kernel';
import {
  assertNotBehind,
  outboxSending,
  sessionOf,
  TOPICS,
  type SendingOf,
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
 * To be called before the first service starts. Each looks at the end of its own messages by itself; but another, whose numbers
 * fit, may have read by then what these data know nothing of, and no other log would mend that.
 * @throws InstanceError for a log that is ahead of the data, as it is when they went back to a backup; and for another event store than the
 * ledger's, whose numbers would say nothing.
 */
export async function assertLogNotAhead({
  services,
  messagingUrl,
  eventStoreUrl,
  databaseUrls,
}: SharedLog): Promise<void> {
  // Loaded here alone: they are most of what a service loads, and an instance with a log of its own needs none of it.
  const { connectMessaging } = await import('@credit-ledger/nest-platform');
  const messaging = await connectMessaging(messagingUrl, { logger: silentLog, leaseMs: LEASE_MS });
  try {
    await messaging.ensureTopics(Object.values(TOPICS));
    for (const role of services.map(roleOf)) {
      if (role !== 'billing' && role !== 'metering' && role !== 'ledger') continue;
      await withSession(databaseUrls[role], (session) => {
        const known = role === 'ledger' ? factSendingIn(session, eventStoreUrl) : outboxSending(session);
        return assertNotBehind(messaging, TOPICS[role], `${role}#${EPOCH}`, ofInstalled(session, known));
      });
    }
  } catch (error) {
    throw new InstanceError(error instanceof Error ? error.message : String(error), { cause: error });
  } finally {
    await messaging.close();
  }
}

/** Of a database that may never have seen its service: then it knows of nothing. */
const ofInstalled =
  (session: SqlSession, known: SendingOf): SendingOf =>
  async (places) => {
    const [row] = await session.query<{ installed: boolean }>(IS_INSTALLED, []);
    return row?.installed === true ? known(places) : places.map(() => 'unknown');
  };

const IS_INSTALLED = "select to_regclass('consumer_offsets') is not null as installed";

const factSendingIn =
  (session: SqlSession, eventStoreUrl: string): SendingOf =>
  async (places) => {
    const { assertBoundTo, connectEventStore, factSending } = await import('@credit-ledger/ledger');
    const store = await connectEventStore(eventStoreUrl, silentLog);
    try {
      await assertBoundTo(session, store);
      return await factSending(session, store)(places);
    } finally {
      await store.close();
    }
  };

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
