import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  BEGINNING,
  hashEvent,
  type EventStore,
  type EventToAppend,
  type StreamId,
} from '@credit-ledger/event-sourcing';
import { PostgresEventStore } from '@credit-ledger/event-store-postgres';
import { silentLog } from '@credit-ledger/kernel';
import { provisionTestDatabase } from '@credit-ledger/nest-platform';
import { createTestDatabase, type TestDatabase } from '@credit-ledger/testing';
import { FakeKurrentDb } from './fake-kurrentdb.js';
import { StoresAt } from './stores-at.js';

const COMMAND = fileURLToPath(new URL('../../../services/ledger/dist/copy-events.js', import.meta.url));
const PREFIX = 'creditAccount-';
// Three pages of the copy, the last one short, and as many appends in each as there are accounts.
const [ACCOUNTS, EVENTS_EACH] = [50, 47];
const EVENTS = ACCOUNTS * EVENTS_EACH;

let database: TestDatabase;
let sourceUrl: string;
let source: PostgresEventStore;
beforeAll(async () => {
  database = await createTestDatabase();
  sourceUrl = (await provisionTestDatabase(database.url)).event_store;
  source = new PostgresEventStore({ url: sourceUrl, log: silentLog });
  for (let version = 1; version <= EVENTS_EACH; version++) await appendToEveryAccount(version);
});
afterAll(async () => {
  await source.close();
  await database.drop();
});

let fake: FakeKurrentDb;
let stores: StoresAt;
let target: EventStore;
beforeEach(async () => {
  fake = await FakeKurrentDb.start();
  stores = new StoresAt();
  target = stores.open(targetUrl(), { streamPrefixes: [PREFIX] });
  // Which one it is, it keeps as an event of its own, written when somebody first asks: before anything is counted.
  await target.identity();
});
afterEach(async () => {
  await stores.close();
  fake.close();
});

const hashes = new Map<StreamId, string>();

async function appendToEveryAccount(version: number): Promise<void> {
  const streams = Array.from({ length: ACCOUNTS }, (_, account) => `${PREFIX}account-${account}` as StreamId);
  const appends = streams.map((stream) => {
    const event = nextOf(stream, version);
    hashes.set(stream, event.metadata.hash);
    return { stream, expectedVersion: version - 1, events: [event] };
  });
  await source.appendMany(appends);
}

function nextOf(streamId: StreamId, version: number): EventToAppend {
  const metadata = {
    messageId: `message-${streamId}-${version}`,
    correlationId: 'correlation',
    causationId: 'causation',
    actor: 'actor',
    effectiveAt: '2026-11-21T09:30:00.000Z',
    recordedAt: '2026-11-21T09:30:00.000Z',
    source: 'spec#1',
    sequence: String(version),
    previousHash: hashes.get(streamId) ?? '',
  };
  const event = { type: 'MessageNoted', schemaVersion: 1, data: JSON.stringify({ version, text: 'ä€😀' }), metadata };
  return { ...event, metadata: { ...metadata, hash: hashEvent({ ...event, streamId, version }) } };
}

const targetUrl = (): string => fake.url('tls=false&namespace=moved');

function startCopy(): ChildProcess {
  const args = [COMMAND, '--from', sourceUrl, '--to', targetUrl()];
  return spawn(process.execPath, args, { env: {}, stdio: ['ignore', 'pipe', 'ignore'] });
}

/** The process is gone at once, with whatever was on its way to the server. */
async function killedAfter(appends: number): Promise<NodeJS.Signals | null> {
  const child = startCopy();
  let seen = 0;
  const stop = fake.log.onAppended(() => {
    if (++seen === appends) child.kill('SIGKILL');
  });
  const [, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  stop();
  return signal;
}

async function copyAgain(): Promise<{ readonly code: number | null; readonly out: string }> {
  const child = startCopy();
  let out = '';
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out };
}

const byAccount = async (store: EventStore): Promise<unknown[]> =>
  (await store.readAll(BEGINNING, 2 * EVENTS))
    .map(({ position: _, ...event }) => event)
    .sort((a, b) => (a.streamId === b.streamId ? a.version - b.version : a.streamId < b.streamId ? -1 : 1));

describe('npm run events:copy into KurrentDB', () => {
  // At its first append, in the middle of the second page, and again and again.
  it.each([[[1]], [[ACCOUNTS + 20]], [[10, ACCOUNTS, 25]]])(
    'goes on after it was killed at its append number %j, copies nothing twice, and ends equal',
    async (kills) => {
      for (const appends of kills) expect(await killedAfter(appends)).toBe('SIGKILL');
      const { code, out } = await copyAgain();
      // How much that is, nobody knows before: what the dead process had sent still arrives.
      const [, copied, held] = /^(\d+) events copied, after (\d+) that were there already/.exec(out) ?? [];
      expect(Number(copied) + Number(held)).toBe(EVENTS);
      expect(Number(copied)).toBeGreaterThan(0);
      expect(out).toMatch(/events +2350 +2350\naccounts +50 +50\nbroken +0 +0\ndigest +([0-9a-f]{64}) +\1\n/);
      expect(code).toBe(0);
      expect(fake.log.all).toHaveLength(1 + EVENTS);
      expect(await byAccount(target)).toEqual(await byAccount(source));
      expect(await copyAgain()).toMatchObject({ code: 0, out: expect.stringMatching(/^0 events copied, after 2350/) });
    },
  );
});
