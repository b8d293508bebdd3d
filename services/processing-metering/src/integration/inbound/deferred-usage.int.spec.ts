import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { silentLog, type OrganisationId } from '@credit-ledger/kernel';
import {
  ConsumerOffsets,
  DeadLetters,
  FencedError,
  sessionOf,
  TOPICS,
  type IncomingRecord,
} from '@credit-ledger/messaging';
import { meteredMessages } from '../../../test/metered-messages.js';
import { meteringDatabase, type MeteringDatabase } from '../../../test/metering-database.js';
import { usageBatch, usageRecord } from '../../../test/usage-batches.js';
import { UsageBatcher } from '../../usage/commands/usage-batcher.js';
import type { UsageIntake } from '../../usage/commands/usage-intake.js';
import { ListLanes, ListLanesHandler } from '../../usage/queries/list-lanes.query.js';
import { readDeferredBacklog } from './deferred-usage.js';
import { DeferredUsageWorker } from './deferred-usage-worker.js';
import { UsageInbox } from './usage-inbox.js';
import { UsageRecords } from './usage-records.js';

let database: MeteringDatabase;
let offsets: ConsumerOffsets;
let hot: OrganisationId;
let quiet: OrganisationId;
let partition = 0;
let offset = 0n;

beforeAll(async () => {
  database = await meteringDatabase();
  offsets = new ConsumerOffsets(database.pool);
});
afterAll(() => database.drop());
beforeEach(async () => {
  hot = await database.register();
  quiet = await database.register();
  partition += 1;
  offset = 0n;
  await nextOffset();
});

const recordsOf = (intake: UsageIntake): UsageRecords =>
  new UsageRecords({
    group: 'metering',
    intake,
    publisher: { publish: () => Promise.resolve() },
    clock: database.clock,
    logger: silentLog,
  });

/** Of two reports in one batch the second is one too many. */
const LANE_BYTES = 100;
const inboxOf = (): UsageInbox =>
  new UsageInbox({
    transactions: database.transactions,
    intake: database.intake,
    records: recordsOf(database.intake),
    offsets,
    clock: database.clock,
    photosPerTransactionMax: 1_000,
    laneBytes: LANE_BYTES,
    onCounted: () => undefined,
    onDeferred: () => undefined,
  });
const workerOf = (intake = database.intake): DeferredUsageWorker =>
  new DeferredUsageWorker({
    transactions: database.transactions,
    records: recordsOf(intake),
    clock: database.clock,
    logger: silentLog,
    bytesPerTurn: 0,
    onCommitted: () => undefined,
  });
/** An intake that meets the message of that offset with an error. */
const failingAt = (failing: bigint, error: Error): UsageIntake =>
  Object.create(database.intake, {
    accept: {
      value: (...[session, incoming]: Parameters<UsageIntake['accept']>) => {
        if (incoming.some(({ messageId }) => messageId === `message-${failing}`)) throw error;
        return database.intake.accept(session, incoming);
      },
    },
  }) as UsageIntake;

const report = (organisationId: OrganisationId, photo: string, value?: Uint8Array): IncomingRecord =>
  usageRecord({ organisationId, partition, offset: offset++, time: database.clock.now(), photoIds: [photo], value });
const deliver = (records: readonly IncomingRecord[], generation = 1n): Promise<void> =>
  inboxOf().handleBatch(usageBatch(partition, records, generation));
const nextOffset = () => offsets.claim({ group: 'metering', topic: TOPICS.usage, partition, generation: 1n });
const chargedCredits = async (organisationId: OrganisationId): Promise<bigint> =>
  (await meteredMessages(database.pool, organisationId)).reduce((sum, { credits }) => sum + credits, 0n);
const lettersOf = async (organisationId: OrganisationId) =>
  (await new DeadLetters('metering').list(sessionOf(database.pool), { limit: 200 })).filter(
    ({ record }) => record.key === organisationId,
  );

describe('usage of an organisation that sends very much at once', () => {
  it('waits for its turn, and those behind it in the partition do not', async () => {
    await deliver([report(hot, 'a'), report(hot, 'b'), report(hot, 'c'), report(quiet, 'a')]);
    expect([await nextOffset(), await chargedCredits(quiet), await chargedCredits(hot)]).toEqual([4n, 1n, 0n]);
    expect(await workerOf().round()).toBe(3);
    expect([await chargedCredits(quiet), await chargedCredits(hot)]).toEqual([1n, 3n]);
    expect(await workerOf().round()).toBe(0);
  });

  it('is shown with how much of it waits, and since when', async () => {
    await deliver([report(hot, 'a'), report(hot, 'b')]);
    const { transactions, clock, intake } = database;
    const nothingOverHttp = new UsageBatcher({
      ...{ transactions, clock, intake, photosPerTransactionMax: 1, photosWaitingMax: 1, transactionsAtOnce: 1 },
      onCommitted: () => undefined,
    });
    const lanes = () => new ListLanesHandler(nothingOverHttp, database.pool).execute(new ListLanes(10));
    const oldestSince = database.clock.now();
    expect(await lanes()).toEqual([{ organisationId: hot, channel: 'message', reports: 2, photos: null, oldestSince }]);
    expect(await readDeferredBacklog(sessionOf(database.pool))).toEqual({ records: 2, oldestSince });
    await workerOf().round();
    expect(await lanes()).toEqual([]);
    expect(await readDeferredBacklog(sessionOf(database.pool))).toEqual({ records: 0, oldestSince: undefined });
  });

  it('takes turns with others that do', async () => {
    for (const photo of ['a', 'b', 'c']) await deliver([report(hot, photo), report(hot, `${photo}2`)]);
    await deliver([report(quiet, 'a'), report(quiet, 'b')]);
    const worker = workerOf();
    expect(await worker.round()).toBe(4);
    expect([await chargedCredits(hot), await chargedCredits(quiet)]).toEqual([2n, 2n]);
    expect([await worker.round(), await worker.round(), await worker.round()]).toEqual([2, 2, 0]);
    expect(await chargedCredits(hot)).toBe(6n);
  });

  it('is counted once, by whichever process comes first', async () => {
    const photos = ['a', 'b', 'c', 'd'];
    for (const photo of photos) await deliver([report(hot, photo), report(hot, `${photo}2`)]);
    const counted: number[] = [];
    while ((await readDeferredBacklog(sessionOf(database.pool))).records > 0) {
      counted.push(...(await Promise.all([workerOf().round(), workerOf().round(), workerOf().round()])));
    }
    expect([counted.reduce((sum, count) => sum + count, 0), await chargedCredits(hot)]).toEqual([8, 8n]);
  });

  it('is not kept by a process that no longer owns the partition', async () => {
    await offsets.claim({ group: 'metering', topic: TOPICS.usage, partition, generation: 2n });
    await expect(deliver([report(hot, 'a'), report(hot, 'b')])).rejects.toThrow(FencedError);
    expect((await readDeferredBacklog(sessionOf(database.pool))).records).toBe(0);
  });

  it('waits on while the database is away', async () => {
    await deliver([report(hot, 'a'), report(hot, 'b')]);
    await expect(workerOf(failingAt(1n, new Error('connection terminated'))).round()).rejects.toThrow('connection');
    expect([await workerOf().round(), await chargedCredits(hot)]).toEqual([2, 2n]);
  });

  it('has a record that cannot be decoded buried from the place where it was read', async () => {
    await deliver([report(hot, 'a'), report(hot, '', Buffer.alloc(60, 0xff)), report(hot, 'b')]);
    await workerOf().round();
    expect(await chargedCredits(hot)).toBe(2n);
    expect(await lettersOf(hot)).toMatchObject([
      { code: 'message.undecodable', record: { topic: TOPICS.usage, partition, offset: 1n } },
    ]);
  });

  it('has only the report buried that brings out a defect', async () => {
    await deliver([report(hot, 'a'), report(hot, 'bad'), report(hot, 'b'), report(hot, 'c')]);
    const fragile = workerOf(failingAt(1n, new RangeError('a defect')));
    while ((await fragile.round()) > 0);
    expect(await chargedCredits(hot)).toBe(3n);
    expect(await lettersOf(hot)).toMatchObject([{ code: 'message.handler_failed', record: { offset: 1n } }]);
  });
});
