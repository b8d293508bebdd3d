import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { StoredEvent } from '@credit-ledger/event-sourcing';
import { silentLog, type OrganisationId } from '@credit-ledger/kernel';
import { LogAheadError, storedRecords, TOPICS, type Messaging } from '@credit-ledger/messaging';
import { connectMessaging } from '@credit-ledger/nest-platform';
import { eventually, testMessagingUrl } from '@credit-ledger/testing';
import { accountStream } from '../src/credit-account/account-stream.js';
import { connectEventStore } from '../src/event-store-by-url.js';
import { createTargetStore, type TestEventStore } from './event-stores.js';
import { createLedgerApp, granted, registered, type LedgerApp } from './ledger-app.js';

// What the ledger has goes back to the moment of a backup; the log, which is another system, does not.

const ACME = accountStream('acme' as OrganisationId);

let failed: LedgerApp;
let log: Messaging;
let messagingUrl: string;
let events: readonly StoredEvent[];
const stores: TestEventStore[] = [];

beforeAll(async () => {
  failed = await createLedgerApp();
  messagingUrl = testMessagingUrl(failed.urls.broker);
  log = await connectMessaging(messagingUrl, { logger: silentLog, leaseMs: 10_000 });
  await failed.publish(registered('acme'), granted('acme', 'first', 1_000n, 2n), granted('acme', 'second', 500n, 3n));
  // One that registers, and one for each grant.
  await eventually(async () => expect(await eventsOfAcme()).toHaveLength(3));
  await eventually(async () => expect(await numbersTold()).toContain('3'));
  await failed.stop();
  events = await eventsOfAcme();
});
afterAll(async () => {
  await log.close();
  await failed.close();
  await Promise.all(stores.map((store) => store.close()));
});

const numbersTold = async () => (await storedRecords(log, TOPICS.ledger)).map(({ headers }) => headers['sequence']);

async function eventsOfAcme(): Promise<readonly StoredEvent[]> {
  const store = await connectEventStore(failed.urls.event_store, silentLog);
  const found: StoredEvent[] = [];
  for await (const event of store.readStream(ACME)) found.push(event);
  await store.close();
  return found;
}

/** The ledger on a store with so many events of the account, on the log that heard of all of them. */
async function restoredWith(count: number, env: Readonly<Record<string, string>> = {}): Promise<LedgerApp> {
  const restored = await createTargetStore();
  stores.push(restored);
  if (count > 0) await restored.store.append(ACME, 0, events.slice(0, count));
  return createLedgerApp({ EVENT_STORE_URL: restored.url, MESSAGING_URL: messagingUrl, ...env });
}

describe('a ledger whose events went back to those of a backup', () => {
  test('does not start where facts of what it has lost were told', async () => {
    await expect(restoredWith(events.length - 1)).rejects.toThrow(LogAheadError);
    await expect(restoredWith(events.length - 1)).rejects.toThrow(
      `holds message ${events.length} of ledger#1 about acme`,
    );
  });

  test('starts with all of them, and with fewer in a new epoch', async () => {
    await (await restoredWith(events.length)).close();
    await (await restoredWith(1, { SOURCE_EPOCH: '2' })).close();
  });
});
