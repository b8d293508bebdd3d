import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { silentLog } from '@credit-ledger/kernel';
import { eventually } from '@credit-ledger/testing';
import type { Pool } from 'pg';
import { outboxMessage } from '../../test/hold-messages.js';
import { RecordingPublisher } from '../../test/recording-publisher.js';
import { createServiceDatabase, emptyTables, type ServiceDatabase } from '../../test/service-database.js';
import { parseEnvelope } from '../envelope/envelope.js';
import { inTransaction } from '../sql/in-transaction.js';
import { sessionOf } from '../sql/sql-session.js';
import { Outbox } from './outbox.js';
import { readOutboxBacklog } from './outbox-backlog.js';
import { OutboxRelay, type OutboxRelayOptions } from './outbox-relay.js';

describe('the outbox relay', () => {
  const outbox = new Outbox('metering#1');
  let database: ServiceDatabase;
  let pool: Pool;
  let publisher: RecordingPublisher;
  let relays: OutboxRelay[];

  beforeAll(async () => {
    database = await createServiceDatabase();
    pool = database.pool;
  });
  beforeEach(async () => {
    await emptyTables(pool);
    publisher = new RecordingPublisher();
    relays = [];
  });
  afterEach(() => Promise.all(relays.map((relay) => relay.stop())));
  afterAll(() => database.close());

  const makeRelay = (options: Partial<OutboxRelayOptions> = {}): OutboxRelay => {
    const relay = new OutboxRelay({ pool, publisher, logger: silentLog, pollMs: 20, leaseMs: 1_000, ...options });
    relays.push(relay);
    return relay;
  };
  const say = (...organisations: string[]): Promise<unknown> =>
    outbox.append(
      sessionOf(pool),
      organisations.map((id, n) => outboxMessage(id, `${n}`)),
    );
  const waiting = async () => (await readOutboxBacklog(sessionOf(pool))).messages;
  const untilEmpty = (): Promise<unknown> => eventually(async () => (await waiting()) === 0);

  it('sends in sequence per organisation and deletes what was acknowledged', async () => {
    await say('b', 'a', 'b', 'b', 'a');
    const relay = makeRelay();
    relay.start();
    await untilEmpty();
    expect(publisher.places()).toEqual(['a:1', 'a:2', 'b:1', 'b:2', 'b:3']);
    const [first] = publisher.published;
    expect(first).toBeDefined();
    expect(first && parseEnvelope(first)).toMatchObject({
      type: 'credits.metering.v1.HoldRequested',
      source: 'metering#1',
      organisationId: 'a',
      sequence: 1n,
      correlationId: 'correlation-1',
      causationId: 'cause-1',
      time: '2026-11-21T09:30:00.000Z',
    });
  });

  it('finds what another process wrote, without being woken', async () => {
    const relay = makeRelay();
    relay.start();
    await say('a');
    await eventually(() => publisher.published.length === 1);
  });

  it('sends the message of a transaction that commits after later ones', async () => {
    const relay = makeRelay();
    relay.start();
    await inTransaction(pool, async (session) => {
      await outbox.append(session, [outboxMessage('slow')]);
      await say('zebra', 'ant');
      await eventually(() => publisher.published.length === 2);
    });
    await eventually(() => publisher.published.length === 3);
    expect(publisher.places()).toEqual(['ant:1', 'zebra:1', 'slow:1']);
  });

  it('sends nothing before the previous batch is acknowledged, and the same batch again when it was not', async () => {
    await say('a', 'a', 'a', 'a');
    let failures = 0;
    publisher.after = async () => {
      if (++failures <= 2) throw new Error('the acknowledgement got lost');
    };
    const relay = makeRelay({ batchSizeMax: 2 });
    relay.start();
    await untilEmpty();
    expect(publisher.places()).toEqual(['a:1', 'a:2', 'a:1', 'a:2', 'a:1', 'a:2', 'a:3', 'a:4']);
  });

  it('lets a hot organisation have one batch per round', async () => {
    await say(...Array.from({ length: 50 }, () => 'hot'), 'zebra', 'ant', 'mole');
    const relay = makeRelay({ batchSizeMax: 5 });
    relay.start();
    await untilEmpty();
    const places = publisher.places();
    expect(places.indexOf('zebra:1')).toBeLessThan(12);
    expect(places.filter((place) => place.startsWith('hot:'))).toEqual(
      Array.from({ length: 50 }, (_, n) => `hot:${n + 1}`),
    );
  });

  it('is active in one process at a time, and the next takes over when it stops', async () => {
    const other = new RecordingPublisher();
    const [active, standby] = [makeRelay(), makeRelay({ publisher: other, leaseMs: 200 })];
    active.start();
    await say('a');
    await untilEmpty();
    standby.start();
    await say('a', 'b');
    await untilEmpty();
    expect(other.published).toEqual([]);
    await active.stop();
    await say('a');
    await untilEmpty();
    expect(other.places()).toEqual(['a:3']);
  });

  it('takes over from a relay that froze while sending, and that one deletes nothing afterwards', async () => {
    let thaw = (): void => undefined;
    const frozen = new Promise<void>((resolve) => (thaw = resolve));
    const lines: string[] = [];
    publisher.after = () => frozen;
    const logger = { ...silentLog, warn: (_fields: object, message: string) => void lines.push(message) };
    const first = makeRelay({ leaseMs: 150, logger });
    first.start();
    await say('a');
    await eventually(() => publisher.published.length === 1);
    const other = new RecordingPublisher();
    // It never deletes the row, so that only the first could.
    other.after = () => Promise.reject(new Error('not acknowledged'));
    const second = makeRelay({ publisher: other });
    second.start();
    await eventually(() => other.published.length >= 1);
    thaw();
    await eventually(() => lines.some((line) => line.includes('overtaken')));
    expect(await waiting()).toBe(1);
    other.after = () => Promise.resolve();
    await untilEmpty();
  });

  it('reports how much was sent and how much waits, and since when', async () => {
    let sent = 0;
    expect(await readOutboxBacklog(sessionOf(pool))).toEqual({ messages: 0 });
    await say('a', 'b');
    expect(await readOutboxBacklog(sessionOf(pool))).toEqual({ messages: 2, oldestAt: outboxMessage('a', '0').time });
    const relay = makeRelay({ metrics: { sent: (messages) => (sent += messages) } });
    relay.start();
    await eventually(() => sent === 2);
  });
});
