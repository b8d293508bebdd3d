import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DomainError } from '@credit-ledger/kernel';
import { frozenClock } from '@credit-ledger/testing';
import type { Pool } from 'pg';
import { batchOf, holdRecord, HoldRequested, NOW, type HoldRecord } from '../../test/hold-messages.js';
import { RecordingLog } from '../../test/recording-log.js';
import { RecordingPublisher } from '../../test/recording-publisher.js';
import { createServiceDatabase, effectsIn, emptyTables, type ServiceDatabase } from '../../test/service-database.js';
import { DeadLetterDrainer } from '../dead-letters/dead-letter-drainer.js';
import { DeadLetters } from '../dead-letters/dead-letters.js';
import { NoSuchDeadLetterError } from '../dead-letters/no-such-dead-letter.error.js';
import { lockReplayable } from '../dead-letters/replayable-letters.js';
import { ConsumerOffsets } from '../offsets/consumer-offsets.js';
import { FencedError } from '../ports/messaging-errors.js';
import { inTransaction, transactionsOn } from '../sql/in-transaction.js';
import { sessionOf } from '../sql/sql-session.js';
import { route } from './message-route.js';
import { TransactionalInbox } from './transactional-inbox.js';

const GROUP = 'billing';

class UnwantedError extends DomainError {
  readonly code = 'spec.unwanted';
}

describe('the transactional inbox', () => {
  const letters = new DeadLetters(GROUP);
  let database: ServiceDatabase;
  let pool: Pool;
  let publisher: RecordingPublisher;
  let logger: RecordingLog;
  let inbox: TransactionalInbox;
  let drainer: DeadLetterDrainer;
  let handled: string[];
  let refused: Set<string>;
  let fault: Error | undefined;
  let offset: bigint;

  beforeAll(async () => {
    database = await createServiceDatabase();
    pool = database.pool;
  });
  afterAll(() => database.close());

  beforeEach(async () => {
    await emptyTables(pool);
    publisher = new RecordingPublisher();
    logger = new RecordingLog();
    handled = [];
    refused = new Set();
    fault = undefined;
    offset = 0n;
    const offsets = new ConsumerOffsets(pool);
    const transactions = transactionsOn(pool);
    const clock = frozenClock(NOW);
    inbox = new TransactionalInbox({
      group: GROUP,
      transactions,
      offsets,
      publisher,
      logger,
      clock,
      routes: [
        route(HoldRequested, async ({ runId }, _envelope, session) => {
          handled.push(runId);
          if (fault !== undefined) throw fault;
          await session.query('INSERT INTO effects (text) VALUES ($1)', [runId]);
          if (refused.has(runId)) throw new UnwantedError('nobody wants it');
        }),
      ],
    });
    drainer = new DeadLetterDrainer({ group: GROUP, transactions, replayer: inbox, clock, logger });
    await offsets.claim(batchOf(GROUP, 0n, []).assignment);
  });

  const receive = async (...records: HoldRecord[]): Promise<void> => {
    const batch = batchOf(GROUP, offset, records.map(holdRecord));
    await inbox.handleBatch(batch);
    offset = batch.nextOffset;
  };
  const hold = (organisation: string, sequence: number, more: Partial<HoldRecord> = {}): HoldRecord => ({
    organisation,
    sequence,
    ...more,
  });
  const effects = (): Promise<readonly string[]> => effectsIn(pool);
  const stored = async (): Promise<readonly string[]> =>
    (await letters.list(sessionOf(pool))).map(
      ({ organisationId, sequence, status }) => `${organisationId}:${sequence} ${status}`,
    );
  const nextOffset = async (): Promise<bigint> =>
    BigInt(
      (await pool.query<{ next_offset: string }>('SELECT next_offset FROM consumer_offsets')).rows[0]?.next_offset ??
        -1,
    );

  it('applies a batch in order and moves the offset in the same transaction', async () => {
    await receive(hold('a', 1), hold('b', 1), hold('a', 2));
    expect(await effects()).toEqual(['a:1', 'b:1', 'a:2']);
    expect(await nextOffset()).toBe(3n);
  });

  it('commits what several partitions have at a time together, and lets no refusal of one hold up another', async () => {
    const batches = ['a', 'b', 'c'].map((organisation, partition) => {
      const batch = batchOf(GROUP, 0n, [holdRecord(hold(organisation, 1)), holdRecord(hold(organisation, 2))]);
      return { ...batch, assignment: { ...batch.assignment, partition } };
    });
    for (const { assignment } of batches) await new ConsumerOffsets(pool).claim(assignment);
    const [first, ...others] = batches;
    if (first === undefined) throw new Error('there are batches');
    await Promise.all([inbox.handleBatch(first), ...others.map((batch) => inbox.handleBatch(batch))]);
    const { rows } = await pool.query<{ transactions: number }>(
      'SELECT count(DISTINCT xmin::text)::int AS transactions FROM effects',
    );
    expect(rows).toEqual([{ transactions: 1 }]);
    expect(await effects()).toEqual(['a:1', 'a:2', 'b:1', 'b:2', 'c:1', 'c:2']);

    refused.add('b:3');
    const next = batches.map(({ assignment }, index) => {
      const organisation = ['a', 'b', 'c'][index] ?? '';
      return {
        ...batchOf(GROUP, 2n, [holdRecord(hold(organisation, 3)), holdRecord(hold(organisation, 4))]),
        assignment,
      };
    });
    await Promise.all(next.map((batch) => inbox.handleBatch(batch)));
    expect((await effects()).slice(6)).toEqual(['a:3', 'a:4', 'c:3', 'c:4']);
    expect(await stored()).toEqual(['b:3 dead', 'b:4 parked']);
  });

  it('drops what it has taken before, within a batch and over batches', async () => {
    await receive(hold('a', 1), hold('a', 2), hold('a', 1), hold('a', 2));
    await receive(hold('a', 2), hold('a', 3));
    expect(await effects()).toEqual(['a:1', 'a:2', 'a:3']);
  });

  it('keeps the marks of sources and organisations apart', async () => {
    await receive(hold('a', 5), hold('b', 1), hold('a', 1, { source: 'ledger#1', text: 'other source' }));
    expect(await effects()).toEqual(['a:5', 'b:1', 'other source']);
  });

  it('passes over types it does not know, and their sequences count', async () => {
    await receive(hold('a', 1, { type: 'credits.metering.v1.InventedLater' }), hold('a', 2));
    expect(await effects()).toEqual(['a:2']);
    expect(logger.messages()).toEqual([]);
  });

  it('warns when messages are missing in front of one', async () => {
    await receive(hold('a', 1), hold('a', 4));
    expect(await effects()).toEqual(['a:1', 'a:4']);
    expect(logger.messages()).toEqual(['messages are missing before this one']);
  });

  it('buries a refused message, undoes its effects, and parks what follows it', async () => {
    refused.add('a:2');
    await receive(hold('a', 1), hold('b', 1), hold('a', 2), hold('a', 3), hold('b', 2), hold('a', 4));
    expect(await effects()).toEqual(['a:1', 'b:1', 'b:2']);
    expect(await stored()).toEqual(['a:2 dead', 'a:3 parked', 'a:4 parked']);
    await receive(hold('a', 5), hold('b', 3));
    expect(await effects()).toEqual(['a:1', 'b:1', 'b:2', 'b:3']);
    expect(await stored()).toEqual(['a:2 dead', 'a:3 parked', 'a:4 parked', 'a:5 parked']);
  });

  it('sends a copy of the dead message, with the reason, to the dead-letter topic before the offset moves', async () => {
    refused.add('a:1');
    let offsetAtPublish: bigint | undefined;
    publisher.before = async () => void (offsetAtPublish = await nextOffset());
    await receive(hold('a', 1), hold('a', 2));
    expect(offsetAtPublish).toBe(0n);
    expect(
      publisher.published.map(({ topic, key, headers }) => [topic, key, headers['dlq_code'], headers['sequence']]),
    ).toEqual([['credits.metering.v1.dlq', 'a', 'spec.unwanted', '1']]);
  });

  it('stays where it is when the copy cannot be published', async () => {
    refused.add('a:2');
    publisher.before = () => Promise.reject(new Error('the broker is away'));
    await expect(receive(hold('a', 1), hold('a', 2))).rejects.toThrow('the broker is away');
    expect(await effects()).toEqual(['a:1']);
    expect(await nextOffset()).toBe(1n);
    expect(await stored()).toEqual([]);
  });

  it('does not bury anything over a fault that may pass', async () => {
    fault = new Error('Connection terminated unexpectedly');
    await expect(receive(hold('a', 1), hold('a', 2))).rejects.toThrow('Connection terminated');
    expect(handled).toEqual(['a:1']);
    expect(await nextOffset()).toBe(0n);
    fault = undefined;
    await receive(hold('a', 1), hold('a', 2));
    expect(await effects()).toEqual(['a:1', 'a:2']);
  });

  it('buries a message that the database refuses for its data', async () => {
    await receive(hold('a', 1), hold('a', 2, { text: 'forbidden' }), hold('b', 1));
    expect(await effects()).toEqual(['a:1', 'b:1']);
    const [letter] = await letters.list(sessionOf(pool));
    expect(letter).toMatchObject({ code: 'message.handler_failed', status: 'dead', sequence: 2n, attempts: 1 });
  });

  const malformed: readonly [string, HoldRecord, string][] = [
    ['bytes that are no such message', hold('a', 1, { payload: Buffer.from([255, 255, 255]) }), 'message.undecodable'],
    [
      'a payload about another organisation',
      hold('a', 1, { payload: holdRecord(hold('b', 1)).value }),
      'message.key_mismatch',
    ],
    ['a key that is not its organisation', hold('a', 1, { key: 'b' }), 'message.key_mismatch'],
    ['no sequence', { organisation: 'a', sequence: undefined }, 'message.sequence_missing'],
    ['a key that no text column can hold', hold('a', 1, { key: 'a\0b' }), 'message.key_mismatch'],
  ];
  it.each(malformed)('buries a record with %s, and goes on', async (_name, record, code) => {
    await receive(hold('c', 1), record, hold('c', 2));
    expect(await effects()).toEqual(['c:1', 'c:2']);
    expect((await letters.list(sessionOf(pool))).map((letter) => [letter.code, letter.status])).toEqual([
      [code, 'dead'],
    ]);
    expect(await nextOffset()).toBe(3n);
  });

  it('is fenced by a later owner before anything is applied', async () => {
    await new ConsumerOffsets(pool).claim({ ...batchOf(GROUP, 0n, []).assignment, generation: 2n });
    await expect(receive(hold('a', 1))).rejects.toThrow(FencedError);
    expect(handled).toEqual([]);
  });

  it('is fenced when the offset has moved on already', async () => {
    await receive(hold('a', 1));
    offset = 0n;
    await expect(receive(hold('a', 1))).rejects.toThrow(FencedError);
    expect(await effects()).toEqual(['a:1']);
  });

  it('replays a mended letter and all that is parked behind it, in order', async () => {
    refused.add('a:2');
    await receive(hold('a', 1), hold('a', 2), hold('a', 3), hold('a', 4));
    expect(await drainer.drainOnce()).toBe(0);
    refused.clear();
    const [dead] = await letters.list(sessionOf(pool), { status: 'dead' });
    await letters.replay(sessionOf(pool), dead?.id ?? 0n);
    expect(await drainer.drainOnce()).toBe(3);
    expect(await effects()).toEqual(['a:1', 'a:2', 'a:3', 'a:4']);
    expect(await stored()).toEqual(['a:2 replayed', 'a:3 replayed', 'a:4 replayed']);
    await receive(hold('a', 5));
    expect(await effects()).toEqual(['a:1', 'a:2', 'a:3', 'a:4', 'a:5']);
  });

  it('goes on behind a discarded letter, which stays with the reason', async () => {
    refused.add('a:2');
    await receive(hold('a', 1), hold('a', 2), hold('a', 3));
    const [dead] = await letters.list(sessionOf(pool), { status: 'dead' });
    await letters.discard(sessionOf(pool), dead?.id ?? 0n, { actor: 'staff-1', reason: 'sent by mistake', at: NOW });
    expect(await drainer.drainOnce()).toBe(1);
    expect(await effects()).toEqual(['a:1', 'a:3']);
    const [discarded] = await letters.list(sessionOf(pool), { status: 'discarded' });
    expect(discarded?.resolution).toEqual({ at: new Date(NOW), by: 'staff-1', reason: 'sent by mistake' });
    await receive(hold('a', 2), hold('a', 4));
    expect(await effects()).toEqual(['a:1', 'a:3', 'a:4']);
  });

  it('does not handle a discarded message when it is sent once more', async () => {
    refused.add('a:1');
    await receive(hold('a', 1));
    const [dead] = await letters.list(sessionOf(pool), { status: 'dead' });
    await letters.discard(sessionOf(pool), dead?.id ?? 0n, { actor: 'staff-1', reason: 'a mistake', at: NOW });
    refused.clear();
    await receive(hold('a', 1), hold('a', 2));
    expect(await effects()).toEqual(['a:2']);
  });

  it('refuses to resolve a letter that is not there to resolve', async () => {
    refused.add('a:1');
    await receive(hold('a', 1), hold('a', 2));
    const [dead, parked] = await letters.list(sessionOf(pool));
    await expect(letters.replay(sessionOf(pool), parked?.id ?? 0n)).rejects.toThrow(NoSuchDeadLetterError);
    await letters.discard(sessionOf(pool), dead?.id ?? 0n, { actor: 'staff-1', reason: 'a mistake', at: NOW });
    await expect(letters.replay(sessionOf(pool), dead?.id ?? 0n)).rejects.toThrow(NoSuchDeadLetterError);
    await expect(
      letters.discard(sessionOf(pool), dead?.id ?? 0n, { actor: 'staff-2', reason: 'again', at: NOW }),
    ).rejects.toThrow(NoSuchDeadLetterError);
  });

  it('replays one pair while another still has something dead in front', async () => {
    refused.add('a:1').add('b:1');
    await receive(hold('a', 1), hold('a', 2), hold('b', 1), hold('b', 2));
    refused.clear();
    const dead = await letters.list(sessionOf(pool), { status: 'dead' });
    await letters.replay(sessionOf(pool), dead.find(({ organisationId }) => organisationId === 'b')?.id ?? 0n);
    expect(await drainer.drainOnce()).toBe(2);
    expect(await effects()).toEqual(['b:1', 'b:2']);
  });

  it('replays one pair while another process is busy with another', async () => {
    refused.add('a:1').add('b:1');
    await receive(hold('a', 1), hold('b', 1));
    refused.clear();
    for (const dead of await letters.list(sessionOf(pool), { status: 'dead' }))
      await letters.replay(sessionOf(pool), dead.id);
    await inTransaction(pool, async (session) => {
      const [busyWith] = await lockReplayable(session, GROUP, 10);
      expect(busyWith?.organisationId).toBe('a');
      expect(await drainer.drainOnce()).toBe(1);
    });
    expect(await effects()).toEqual(['b:1']);
  });

  it('returns a replayed letter to the dead when it is refused again', async () => {
    refused.add('a:1').add('a:3');
    await receive(hold('a', 1), hold('a', 2), hold('a', 3), hold('a', 4));
    const [dead] = await letters.list(sessionOf(pool), { status: 'dead' });
    await letters.replay(sessionOf(pool), dead?.id ?? 0n);
    refused.delete('a:1');
    while ((await drainer.drainOnce()) > 0);
    expect(await effects()).toEqual(['a:1', 'a:2']);
    expect(await stored()).toEqual(['a:1 replayed', 'a:2 replayed', 'a:3 dead', 'a:4 parked']);
    const [again] = await letters.list(sessionOf(pool), { status: 'dead' });
    expect(again).toMatchObject({ code: 'spec.unwanted', attempts: 1 });
  });

  it('leaves letters parked over a fault that may pass', async () => {
    refused.add('a:1');
    await receive(hold('a', 1), hold('a', 2));
    refused.clear();
    const [dead] = await letters.list(sessionOf(pool), { status: 'dead' });
    await letters.replay(sessionOf(pool), dead?.id ?? 0n);
    fault = new Error('Connection terminated unexpectedly');
    await expect(drainer.drainOnce()).rejects.toThrow('Connection terminated');
    expect(await stored()).toEqual(['a:1 parked', 'a:2 parked']);
  });

  it('lets two processes drain at once without breaking the order', async () => {
    refused.add('a:1').add('b:1');
    const ten = Array.from({ length: 10 }, (_, n) => n + 1);
    await receive(...ten.flatMap((sequence) => [hold('a', sequence), hold('b', sequence)]));
    refused.clear();
    for (const dead of await letters.list(sessionOf(pool), { status: 'dead' }))
      await letters.replay(sessionOf(pool), dead.id);
    const drainAll = async (): Promise<void> => {
      while ((await drainer.drainOnce()) > 0);
    };
    await Promise.all([drainAll(), drainAll(), drainAll()]);
    const all = await effects();
    for (const organisation of ['a', 'b']) {
      const ofOrganisation = all.filter((text) => text.startsWith(organisation));
      expect(ofOrganisation).toEqual(ten.map((sequence) => `${organisation}:${sequence}`));
    }
  });
});
