import { create, toBinary } from '@bufbuild/protobuf';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { usage } from '@credit-ledger/contracts';
import { silentLog, type OrganisationId } from '@credit-ledger/kernel';
import {
  ConsumerOffsets,
  DeadLetters,
  FencedError,
  sessionOf,
  TOPICS,
  type IncomingRecord,
  type OutgoingRecord,
  type RecordBatch,
} from '@credit-ledger/messaging';
import { meteredMessages } from '../../../test/metered-messages.js';
import { meteringDatabase, type MeteringDatabase } from '../../../test/metering-database.js';
import { usageBatch, usageRecord } from '../../../test/usage-batches.js';
import type { UsageIntake } from '../../usage/commands/usage-intake.js';
import { UsageInbox } from './usage-inbox.js';
import { UsageRecords } from './usage-records.js';

let database: MeteringDatabase;
let organisationId: OrganisationId;
let offsets: ConsumerOffsets;
let copies: OutgoingRecord[];
let partition = 0;

beforeAll(async () => {
  database = await meteringDatabase();
  offsets = new ConsumerOffsets(database.pool);
});
afterAll(() => database.drop());
beforeEach(async () => {
  organisationId = await database.register();
  copies = [];
  partition += 1;
});

const recordsOf = (intake: UsageIntake): UsageRecords =>
  new UsageRecords({
    group: 'metering',
    intake,
    publisher: { publish: (records) => Promise.resolve(void copies.push(...records)) },
    clock: database.clock,
    logger: silentLog,
  });

const inboxOf = ({
  intake = database.intake,
  ...options
}: { photosPerTransactionMax?: number; laneBytes?: number; intake?: UsageIntake } = {}): UsageInbox =>
  new UsageInbox({
    transactions: database.transactions,
    intake,
    records: recordsOf(intake),
    offsets,
    clock: database.clock,
    photosPerTransactionMax: 1_000,
    laneBytes: 1_000_000,
    onCounted: () => undefined,
    onDeferred: () => undefined,
    ...options,
  });

const recordOf = (photoIds: string[], offset: bigint, value?: Uint8Array): IncomingRecord =>
  usageRecord({ organisationId, partition, offset, time: database.clock.now(), photoIds, value });
const batchOf = (records: IncomingRecord[]): RecordBatch => usageBatch(partition, records);
const nextOffset = () => offsets.claim({ group: 'metering', topic: TOPICS.usage, partition, generation: 1n });
const chargedPhotos = async (): Promise<string[]> => {
  const { rows } = await database.pool.query<{ photo_id: string }>(
    'SELECT photo_id FROM photo_charges WHERE organisation_id = $1 ORDER BY photo_id',
    [organisationId],
  );
  return rows.map((row) => row.photo_id);
};

describe('the usage inbox', () => {
  beforeEach(() => nextOffset());

  it('moves the offset in the transaction of the charges, with one charge for the whole batch', async () => {
    await inboxOf().handleBatch(batchOf([recordOf(['a'], 0n), recordOf(['b'], 1n), recordOf(['a'], 2n)]));
    expect(await nextOffset()).toBe(3n);
    expect((await meteredMessages(database.pool, organisationId)).map(({ credits }) => credits)).toEqual([2n]);
  });

  it('charges nothing when somebody else owns the partition by now', async () => {
    const batch = batchOf([recordOf(['a'], 0n)]);
    await offsets.claim({ ...batch.assignment, generation: 2n });
    await expect(inboxOf().handleBatch(batch)).rejects.toThrow(FencedError);
    expect(await chargedPhotos()).toEqual([]);
  });

  it('charges nothing twice when a batch comes again, whatever its offsets', async () => {
    await inboxOf().handleBatch(batchOf([recordOf(['a'], 0n), recordOf(['b'], 1n)]));
    await inboxOf().handleBatch(batchOf([recordOf(['a'], 2n), recordOf(['b'], 3n)]));
    expect((await meteredMessages(database.pool, organisationId)).map(({ credits }) => credits)).toEqual([2n]);
  });

  it('commits a large batch in portions, each with its offset', async () => {
    let accepted = 0;
    const failing = Object.create(database.intake, {
      accept: {
        value: (...args: Parameters<UsageIntake['accept']>) => {
          accepted += 1;
          if (accepted === 3) throw new Error('connection terminated');
          return database.intake.accept(...args);
        },
      },
    }) as UsageIntake;
    // Portions of at most three photos: [a b], [c d e], [f g]; the third fails.
    const photos = [['a', 'b'], ['c', 'd'], ['e'], ['f', 'g']];
    const batch = batchOf(photos.map((photoIds, index) => recordOf(photoIds, BigInt(index))));
    const inbox = inboxOf({ photosPerTransactionMax: 3, intake: failing });
    await expect(inbox.handleBatch(batch)).rejects.toThrow('connection');
    expect([await nextOffset(), await chargedPhotos()]).toEqual([3n, ['a', 'b', 'c', 'd', 'e']]);
  });

  it('commits the small partitions first when all that waits is too much for one transaction', async () => {
    const order: string[] = [];
    let release = (): void => undefined;
    const blocked = new Promise<void>((resolve) => (release = resolve));
    const watched = Object.create(database.intake, {
      accept: {
        value: async (...[session, incoming]: Parameters<UsageIntake['accept']>) => {
          if (incoming.some(({ messageId }) => messageId.endsWith('-0'))) await blocked;
          order.push(...incoming.map(({ messageId }) => messageId));
          return database.intake.accept(session, incoming);
        },
      },
    }) as UsageIntake;
    const inbox = inboxOf({ photosPerTransactionMax: 3, intake: watched });
    const inPartition = async (from: bigint, ...photos: string[][]): Promise<void> => {
      partition += 1;
      await offsets.claim({ group: 'metering', topic: TOPICS.usage, partition, generation: 1n });
      const records = photos.map((photoIds, index) => ({
        ...recordOf(photoIds, from + BigInt(index)),
        offset: BigInt(index),
      }));
      handled.push(inbox.handleBatch(batchOf(records)));
    };
    const handled: Promise<void>[] = [];
    // Two lanes are busy, so the other two partitions gather.
    await inPartition(0n, ['a']);
    await inPartition(0n, ['b']);
    await inPartition(10n, ['c', 'd'], ['e', 'f']);
    await inPartition(20n, ['g']);
    release();
    await Promise.all(handled);
    expect(order.slice(2)).toEqual(['message-20', 'message-10', 'message-11']);
  });

  it('buries a record that cannot be decoded, with a copy on the dead-letter topic, and goes on', async () => {
    await inboxOf().handleBatch(
      batchOf([recordOf(['a'], 0n), recordOf([], 1n, Buffer.from([0xff])), recordOf(['b'], 2n)]),
    );
    expect([await nextOffset(), await chargedPhotos()]).toEqual([3n, ['a', 'b']]);
    expect(copies).toMatchObject([
      {
        topic: 'credits.usage.v1.dlq',
        key: organisationId,
        headers: { dlq_code: 'message.undecodable', dlq_offset: '1' },
      },
    ]);
  });

  it('buries a report that a rule refuses for good, in the transaction that charges the others', async () => {
    await inboxOf().handleBatch(batchOf([recordOf(['a'], 0n)]));
    const rotation = create(usage.UsageReportedSchema, {
      ...{ organisationId, runId: 'run-1', photoEventId: 2014n, photoEventName: 'Boston Marathon 2014' },
      usage: { case: 'imageRotation', value: { imageIds: ['a'] } },
    });
    const refused = recordOf([], 2n, toBinary(usage.UsageReportedSchema, rotation));
    await inboxOf().handleBatch(batchOf([recordOf(['b'], 1n), refused, recordOf(['c'], 3n)]));
    expect([await nextOffset(), await chargedPhotos()]).toEqual([4n, ['a', 'b', 'c']]);
    expect(copies.map(({ headers }) => headers)).toMatchObject([
      { dlq_code: 'metering.usage_type_mismatch', dlq_offset: '2' },
    ]);
    const letters = await new DeadLetters('metering').list(sessionOf(database.pool), { limit: 200 });
    const [letter] = letters.filter(({ record }) => record.key === organisationId);
    expect(letter).toMatchObject({ code: 'metering.usage_type_mismatch', record: { offset: 2n } });
    await expect(
      database.transactions((session) => inboxOf().replay(session, letter === undefined ? [] : [letter])),
    ).rejects.toMatchObject({ code: 'metering.usage_type_mismatch' });
  });

  it('keeps every bad report, whatever sequence it claims on a topic that has none', async () => {
    const bad = (offset: bigint): IncomingRecord => {
      const record = recordOf([], offset, Buffer.from([0xff]));
      return { ...record, headers: { ...record.headers, ce_source: 'ledger#1', sequence: '3' } };
    };
    await inboxOf().handleBatch(batchOf([bad(0n), bad(1n)]));
    const letters = await new DeadLetters('metering').list(sessionOf(database.pool), { limit: 200 });
    const kept = letters.filter(({ record }) => record.key === organisationId);
    expect(kept.map(({ sequence, status }) => [sequence, status])).toEqual([
      [undefined, 'dead'],
      [undefined, 'dead'],
    ]);
  });

  it('buries only the report that brings out a defect, after the others were charged', async () => {
    const fragile = Object.create(database.intake, {
      accept: {
        value: (...[session, incoming]: Parameters<UsageIntake['accept']>) => {
          if (incoming.some(({ messageId }) => messageId === 'message-1')) throw new RangeError('a defect');
          return database.intake.accept(session, incoming);
        },
      },
    }) as UsageIntake;
    const batch = batchOf([recordOf(['a'], 0n), recordOf(['bad'], 1n), recordOf(['b'], 2n)]);
    await inboxOf({ intake: fragile }).handleBatch(batch);
    expect([await nextOffset(), await chargedPhotos()]).toEqual([3n, ['a', 'b']]);
    const letters = await new DeadLetters('metering').list(sessionOf(database.pool), { limit: 200 });
    expect(letters.filter(({ record }) => record.key === organisationId)).toMatchObject([
      { code: 'message.handler_failed', record: { offset: 1n } },
    ]);
  });

  it('moves past a stretch of the log that holds nothing', async () => {
    await inboxOf().handleBatch({ ...batchOf([]), nextOffset: 7n });
    expect(await nextOffset()).toBe(7n);
  });
});
