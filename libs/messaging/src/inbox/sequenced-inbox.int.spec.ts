import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DomainError } from '@credit-ledger/kernel';
import { frozenClock } from '@credit-ledger/testing';
import type { Pool } from 'pg';
import { batchOf, hold, holdRecord, HoldRequested, NOW, type HoldRecord } from '../../test/hold-messages.js';
import { RecordingLog } from '../../test/recording-log.js';
import { RecordingPublisher } from '../../test/recording-publisher.js';
import { createServiceDatabase, emptyTables, type ServiceDatabase } from '../../test/service-database.js';
import { DeadLetterDrainer } from '../dead-letters/dead-letter-drainer.js';
import { DeadLetters } from '../dead-letters/dead-letters.js';
import { ConsumerOffsets } from '../offsets/consumer-offsets.js';
import { FencedError } from '../ports/messaging-errors.js';
import { transactionsOn } from '../sql/in-transaction.js';
import { sessionOf } from '../sql/sql-session.js';
import { SequencedInbox, type EffectOutcome, type SequencedMessage } from './sequenced-inbox.js';

const GROUP = 'ledger';

class UnwantedError extends DomainError {
  readonly code = 'spec.unwanted';
}

type Handler = { readonly schema: typeof HoldRequested };

/** Streams that remember the last sequence per source, as the event store's accounts do. */
class StreamsOfAccounts {
  readonly events: string[] = [];
  readonly refused = new Set<string>();
  fault: Error | undefined;
  private readonly marks = new Map<string, bigint>();

  readonly store = async (messages: readonly SequencedMessage<Handler>[]): Promise<readonly EffectOutcome[]> => {
    if (this.fault !== undefined) throw this.fault;
    const stopped = new Set<string>();
    return messages.map(({ envelope }): EffectOutcome => {
      const { organisationId, source, sequence } = envelope;
      if (stopped.has(organisationId)) return { outcome: 'notAttempted' };
      const mark = `${organisationId} ${source}`;
      if (sequence <= (this.marks.get(mark) ?? 0n)) return { outcome: 'handled' };
      const event = `${organisationId}:${sequence}${source === 'metering#1' ? '' : ` of ${source}`}`;
      if (this.refused.has(event)) {
        stopped.add(organisationId);
        return { outcome: 'failed', error: new UnwantedError('nobody wants it') };
      }
      this.marks.set(mark, sequence);
      this.events.push(event);
      return { outcome: 'handled' };
    });
  };
}

describe('the sequenced inbox', () => {
  const letters = new DeadLetters(GROUP);
  let database: ServiceDatabase;
  let pool: Pool;
  let publisher: RecordingPublisher;
  let streams: StreamsOfAccounts;
  let inbox: SequencedInbox<Handler>;
  let drainer: DeadLetterDrainer;
  let offset: bigint;

  beforeAll(async () => {
    database = await createServiceDatabase();
    pool = database.pool;
  });
  afterAll(() => database.close());

  beforeEach(async () => {
    await emptyTables(pool);
    publisher = new RecordingPublisher();
    streams = new StreamsOfAccounts();
    offset = 0n;
    const offsets = new ConsumerOffsets(pool);
    const common = {
      group: GROUP,
      transactions: transactionsOn(pool),
      clock: frozenClock(NOW),
      logger: new RecordingLog(),
    };
    inbox = new SequencedInbox({
      partitions: 1,
      ...common,
      handlers: [{ schema: HoldRequested }],
      store: streams.store,
      offsets,
      publisher,
    });
    drainer = new DeadLetterDrainer({ ...common, replayer: inbox });
    await offsets.claim(batchOf(GROUP, 0n, []).assignment);
  });

  const receive = async (...records: HoldRecord[]): Promise<void> => {
    const batch = batchOf(GROUP, offset, records.map(holdRecord));
    await inbox.handleBatch(batch);
    offset = batch.nextOffset;
  };
  const stored = async (): Promise<readonly string[]> =>
    (await letters.list(sessionOf(pool))).map(
      ({ organisationId, sequence, status }) => `${organisationId}:${sequence} ${status}`,
    );

  it('stores the effects and then moves the offset', async () => {
    await receive(hold('a', 1), hold('b', 1), hold('a', 2));
    await receive(hold('a', 3));
    expect(streams.events).toEqual(['a:1', 'b:1', 'a:2', 'a:3']);
  });

  it('leaves the offset alone when the effects could not be stored', async () => {
    streams.fault = new Error('the event store is away');
    await expect(receive(hold('a', 1))).rejects.toThrow('the event store is away');
    streams.fault = undefined;
    await receive(hold('a', 1));
    expect(streams.events).toEqual(['a:1']);
  });

  it('stores nothing twice when a batch comes again after a crash before its offset moved', async () => {
    await streams.store([]);
    await receive(hold('a', 1), hold('a', 2));
    await pool.query('UPDATE consumer_offsets SET next_offset = 0');
    offset = 0n;
    await receive(hold('a', 1), hold('a', 2), hold('a', 3));
    expect(streams.events).toEqual(['a:1', 'a:2', 'a:3']);
  });

  it('buries what is refused, parks what follows it of the same source, and goes on with the other source', async () => {
    streams.refused.add('a:2');
    await receive(
      hold('a', 1),
      hold('a', 2),
      hold('a', 3),
      hold('a', 1, { source: 'billing#1' }),
      hold('b', 1),
      hold('a', 4),
    );
    expect([...streams.events].sort()).toEqual(['a:1', 'a:1 of billing#1', 'b:1']);
    expect(await stored()).toEqual(['a:2 dead', 'a:3 parked', 'a:4 parked']);
    expect(publisher.published.map(({ topic, headers }) => `${topic} ${headers['sequence']}`)).toEqual([
      'credits.metering.v1.dlq 2',
    ]);
  });

  it('parks later batches too, and takes a redelivery of what is in the table for nothing new', async () => {
    streams.refused.add('a:1');
    await receive(hold('a', 1), hold('a', 2));
    await receive(hold('a', 1), hold('a', 2), hold('a', 3));
    expect(await stored()).toEqual(['a:1 dead', 'a:2 parked', 'a:3 parked']);
    expect(streams.events).toEqual([]);
  });

  it('stores what comes before an undecodable message, and parks what comes after', async () => {
    await receive(hold('a', 1), hold('a', 2, { payload: Buffer.from([255, 255]) }), hold('a', 3), hold('b', 1));
    expect(streams.events).toEqual(['a:1', 'b:1']);
    expect(await stored()).toEqual(['a:2 dead', 'a:3 parked']);
  });

  it('replays mended letters through the same handler', async () => {
    streams.refused.add('a:1');
    await receive(hold('a', 1), hold('a', 2));
    streams.refused.clear();
    const [dead] = await letters.list(sessionOf(pool), { status: 'dead' });
    await letters.replay(sessionOf(pool), dead?.id ?? 0n);
    expect(await drainer.drainOnce()).toBe(2);
    expect(streams.events).toEqual(['a:1', 'a:2']);
    await receive(hold('a', 3));
    expect(streams.events).toEqual(['a:1', 'a:2', 'a:3']);
  });

  it('does not report as replayed what the streams would take for a redelivery', async () => {
    await receive(hold('a', 1), hold('a', 2, { key: 'b' }), hold('a', 3));
    // As if a later release knew how to read it.
    await pool.query(`UPDATE dead_letters SET record_key = 'a'`);
    const [dead] = await letters.list(sessionOf(pool), { status: 'dead' });
    await letters.replay(sessionOf(pool), dead?.id ?? 0n);
    expect(await drainer.drainOnce()).toBe(1);
    expect(streams.events).toEqual(['a:1', 'a:3']);
    const [again] = await letters.list(sessionOf(pool));
    expect(again).toMatchObject({ status: 'dead', code: 'message.out_of_order', attempts: 2 });
  });

  it('does not handle a discarded message when it is delivered once more', async () => {
    streams.refused.add('a:1');
    await receive(hold('a', 1));
    const [dead] = await letters.list(sessionOf(pool), { status: 'dead' });
    await letters.discard(sessionOf(pool), dead?.id ?? 0n, { actor: 'staff-1', reason: 'a mistake', at: NOW });
    streams.refused.clear();
    await receive(hold('a', 1), hold('a', 2));
    expect(streams.events).toEqual(['a:2']);
  });

  it('loses nothing behind an unreadable message that claims a far later place, or one that is not its own', async () => {
    const unreadable = Buffer.from([255, 255]);
    await receive(hold('a', 1, { payload: unreadable }), hold('a', 1_000_000, { payload: unreadable }), hold('a', 1));
    for (const dead of await letters.list(sessionOf(pool), { status: 'dead' }))
      await letters.discard(sessionOf(pool), dead.id, { actor: 'staff-1', reason: 'a mistake', at: NOW });
    while ((await drainer.drainOnce()) > 0);
    expect(streams.events).toEqual(['a:1']);
    // The other one is dead only now that it was tried; what comes before it need not wait for it.
    await receive(hold('a', 2));
    await drainer.drainOnce();
    expect(streams.events).toEqual(['a:1', 'a:2']);
  });

  it('returns a replayed letter to the dead when it is refused again, and keeps the rest behind it', async () => {
    streams.refused.add('a:1').add('a:2');
    await receive(hold('a', 1), hold('a', 2), hold('a', 3));
    streams.refused.delete('a:1');
    const [dead] = await letters.list(sessionOf(pool), { status: 'dead' });
    await letters.replay(sessionOf(pool), dead?.id ?? 0n);
    while ((await drainer.drainOnce()) > 0);
    expect(streams.events).toEqual(['a:1']);
    expect(await stored()).toEqual(['a:1 replayed', 'a:2 dead', 'a:3 parked']);
  });

  it('is fenced by a later owner', async () => {
    await new ConsumerOffsets(pool).claim({ ...batchOf(GROUP, 0n, []).assignment, generation: 2n });
    await expect(receive(hold('a', 1))).rejects.toThrow(FencedError);
  });
});
