import { create, toBinary, type DescMessage, type MessageInitShape } from '@bufbuild/protobuf';
import { billing } from '@credit-ledger/contracts';
import type { EventMetadata } from '@credit-ledger/event-sourcing';
import { silentLog, systemClock, type OrganisationId } from '@credit-ledger/kernel';
import { ALL_TOPICS, toRecord, type Envelope, type OutgoingRecord } from '@credit-ledger/messaging';
import { CLOCK, connectMessaging, createTestApp, provisionTestDatabase } from '@credit-ledger/nest-platform';
import { createTestDatabase, freshKurrentDbUrl, frozenClock, poolOn, testMessagingUrl } from '@credit-ledger/testing';
import { accountStream } from '../src/credit-account/account-stream.js';
import { connectEventStore } from '../src/event-store-by-url.js';
import { loadLedgerConfig } from '../src/ledger.config.js';
import { defineLedger } from '../src/ledger.service.js';

/**
 * The whole ledger on a database and a log of its own, and the neighbours' side of that log. Its clock stands still half an
 * hour after the times that the messages below name.
 */
export async function createLedgerApp(env: Readonly<Record<string, string>> = {}) {
  const database = await createTestDatabase();
  const provisioned = await provisionTestDatabase(database.url);
  const urls = { ...provisioned, event_store: freshKurrentDbUrl() ?? provisioned.event_store };
  const messagingUrl = testMessagingUrl(urls.broker);
  const config = loadLedgerConfig({
    PORT: '0',
    DATABASE_URL: urls.ledger,
    MESSAGING_URL: messagingUrl,
    EVENT_STORE_URL: urls.event_store,
    JWT_PUBLIC_KEYS: 'replaced-by-the-test-app',
    LOG_LEVEL: 'silent',
    ...env,
  });
  const neighbours = await connectMessaging(messagingUrl, { logger: silentLog, leaseMs: config.MESSAGING_LEASE_MS });
  await neighbours.ensureTopics(ALL_TOPICS);
  const testApp = await createTestApp(defineLedger(config), (builder) =>
    builder.overrideProvider(CLOCK).useValue(frozenClock('2026-11-21T09:30:00.000Z')),
  ).catch(async (error: unknown) => {
    await neighbours.close();
    await database.drop();
    throw error;
  });
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopping ??= testApp.close());
  const pool = poolOn(urls.ledger, 2);
  const store = await connectEventStore(urls.event_store, silentLog);
  return {
    ...testApp,
    urls,
    pool,
    /** What the stored events of an account say about where they came from, in order. */
    async storedMetadata(organisationId: string) {
      const stored: ({ type: string } & EventMetadata)[] = [];
      for await (const { type, metadata } of store.readStream(accountStream(organisationId as OrganisationId))) {
        stored.push({ type, ...metadata });
      }
      return stored;
    },
    publish: (...records: readonly OutgoingRecord[]) => neighbours.publisher.publish(records),
    /** Ends the ledger alone: what it left can be looked at, and its neighbours can speak. */
    stop,
    async close(): Promise<void> {
      await stop();
      await neighbours.close();
      await pool.end();
      await store.close();
      await database.drop();
    },
  };
}

export type LedgerApp = Awaited<ReturnType<typeof createLedgerApp>>;

/** A message of a neighbour as it stands in the log. */
export function messageOf<Schema extends DescMessage>(
  topic: string,
  schema: Schema,
  payload: MessageInitShape<Schema>,
  envelope: { readonly organisationId: string; readonly source: string; readonly sequence: bigint },
): OutgoingRecord {
  const { source, sequence } = envelope;
  const id = `${source}-${envelope.organisationId}-${sequence}`;
  const whole: Envelope = {
    id,
    type: schema.typeName,
    source,
    sequence,
    time: systemClock.now(),
    organisationId: envelope.organisationId as OrganisationId,
    correlationId: `request-of-${id}`,
    causationId: `cause-of-${id}`,
  };
  return toRecord(topic, whole, toBinary(schema, create(schema, payload)));
}

export const registered = (organisationId: string, sequence = 1n) =>
  messageOf(
    'credits.billing.v1',
    billing.OrganisationRegisteredSchema,
    {
      organisationId,
      region: 'IN',
      currency: 'INR',
      timeZone: 'Asia/Kolkata',
      registeredAt: '2026-11-21T00:00:00.000Z',
      actorId: 'staff-1',
    },
    { organisationId, source: 'billing#1', sequence },
  );

export const granted = (
  organisationId: string,
  additionId: string,
  credits: bigint,
  sequence: bigint,
  more: Readonly<Record<string, unknown>> = {},
) =>
  messageOf(
    'credits.billing.v1',
    billing.CreditsGrantedSchema,
    {
      organisationId,
      additionId,
      source: billing.AdditionSource.PURCHASE,
      credits,
      unitPrice: '1.50',
      currency: 'INR',
      paymentId: additionId,
      orderId: `order-of-${additionId}`,
      gateway: 'sandbox',
      grantedAt: '2026-11-21T00:00:00.000Z',
      actorId: 'ann',
      ...more,
    },
    { organisationId, source: 'billing#1', sequence },
  );
