import { describe, expect, it } from '@jest/globals';
import { InvariantViolation, NO_CREDITS } from '@credit-ledger/kernel';
import type { RunInTransaction, SqlSession } from '@credit-ledger/messaging';
import { frozenClock } from '@credit-ledger/testing';
import { sampleReport } from '../../../test/sample-report.js';
import { UsageBatcher, UsageQueueFullError } from './usage-batcher.js';
import type { IncomingUsage, UsageIntake } from './usage-intake.js';
import type { UsageOutcome } from './usage-outcome.js';

const session: SqlSession = { query: () => Promise.resolve([]) };

/** An intake that commits when the spec says so, and remembers what it was given together. */
function batcherOf(
  options: { photosPerTransactionMax?: number; photosWaitingMax?: number; transactionsAtOnce?: number } = {},
) {
  const batches: string[][] = [];
  const commits: (() => void)[] = [];
  let failure: (batch: readonly IncomingUsage[]) => Error | undefined = () => undefined;
  const intake: Pick<UsageIntake, 'accept'> = {
    accept: async (_, incoming): Promise<readonly UsageOutcome[]> => {
      batches.push(incoming.map(({ messageId }) => messageId));
      await new Promise<void>((resolve) => commits.push(resolve));
      const error = failure(incoming);
      if (error !== undefined) throw error;
      return incoming.map(({ report }) => {
        const photos = report.usage.photoIds.length;
        const counts = { photos, newPhotos: photos, alreadyCharged: 0, freePhotos: 0, credits: NO_CREDITS };
        return { kind: 'counted', counts, charges: [], sequence: undefined };
      });
    },
  };
  const transactions: RunInTransaction = (work) => work(session);
  const batcher = new UsageBatcher({
    transactions,
    clock: frozenClock(),
    intake: intake as UsageIntake,
    photosPerTransactionMax: 1_000,
    photosWaitingMax: 10_000,
    transactionsAtOnce: 1,
    onCommitted: () => undefined,
    ...options,
  });
  return {
    batcher,
    batches,
    failWith: (of: typeof failure) => (failure = of),
    /** Commits the oldest that are in hand, all unless a number is given, and waits until what follows has begun. */
    commit: async (transactions = commits.length) => {
      commits.splice(0, transactions).forEach((resolve) => resolve());
      for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    },
  };
}

const incoming = (messageId: string, photos = 1, organisationId = 'boston-athletics'): IncomingUsage => ({
  report: sampleReport({
    organisationId,
    photoIds: Array.from({ length: photos }, (_, index) => `${messageId}-${index}`),
  }),
  messageId,
  correlationId: 'correlation-1',
});

describe('the usage batcher', () => {
  it('starts at once, and makes one transaction of whatever queued up meanwhile', async () => {
    const { batcher, batches, commit } = batcherOf();
    const answers = ['a', 'b', 'c'].map((id) => batcher.submit([incoming(id)]));
    expect(batches).toEqual([['a']]);
    await commit();
    await commit();
    await Promise.all(answers);
    expect(batches).toEqual([['a'], ['b', 'c']]);
  });

  it('spreads what is too large for one transaction over several, and answers it as one', async () => {
    const { batcher, batches, commit } = batcherOf({ photosPerTransactionMax: 5 });
    const answer = batcher.submit([incoming('a', 3), incoming('b', 3), incoming('c', 9), incoming('d', 1)]);
    for (let turn = 0; turn < 4; turn += 1) await commit();
    expect(batches).toEqual([['a'], ['b'], ['c'], ['d']]);
    expect((await answer).map((outcome) => outcome.kind === 'counted' && outcome.counts.photos)).toEqual([3, 3, 9, 1]);
  });

  it('begins another transaction beside the one in hand once it is worth one', () => {
    const { batcher, batches } = batcherOf({ transactionsAtOnce: 2 });
    for (const [id, photos] of [
      ['a', 1],
      ['b', 1],
      ['c', 15],
      ['d', 20],
    ] as const)
      void batcher.submit([incoming(id, photos)]);
    expect(batches).toEqual([['a'], ['b', 'c']]);
  });

  it('lets a few gather while another transaction is in hand', async () => {
    const { batcher, batches, commit } = batcherOf({ transactionsAtOnce: 2 });
    for (const [id, photos] of [
      ['a', 1],
      ['b', 16],
      ['c', 1],
    ] as const)
      void batcher.submit([incoming(id, photos)]);
    await commit(1);
    expect(batches).toEqual([['a'], ['b']]);
    await commit();
    expect(batches).toEqual([['a'], ['b'], ['c']]);
  });

  it('refuses what would wait too long, before anything of it is accepted', async () => {
    const { batcher, batches, commit } = batcherOf({ photosWaitingMax: 10 });
    void batcher.submit([incoming('in-hand')]);
    void batcher.submit([incoming('waiting', 8)]);
    await expect(batcher.submit([incoming('too-much', 3)])).rejects.toThrow(UsageQueueFullError);
    await commit();
    expect(batches.flat()).toEqual(['in-hand', 'waiting']);
  });

  it('has room for others when one organisation has filled its half', async () => {
    const { batcher, batches, commit } = batcherOf({ photosWaitingMax: 10 });
    void batcher.submit([incoming('in-hand')]);
    void batcher.submit([incoming('hot-1', 3, 'hot'), incoming('hot-2', 2, 'hot')]);
    await expect(batcher.submit([incoming('hot-3', 1, 'hot')])).rejects.toThrow(UsageQueueFullError);
    void batcher.submit([incoming('quiet', 4, 'quiet')]);
    expect(batcher.lags(9)).toMatchObject([
      { organisationId: 'hot', photos: 5, reports: 2 },
      { organisationId: 'quiet', photos: 4, reports: 1 },
    ]);
    await commit();
    expect(batches).toEqual([['in-hand'], ['hot-1', 'quiet', 'hot-2']]);
  });

  it('takes a request that is larger than the queue when the queue is empty', async () => {
    const { batcher, commit } = batcherOf({ photosWaitingMax: 10 });
    const answer = batcher.submit([incoming('large', 900)]);
    await commit();
    expect(await answer).toHaveLength(1);
  });

  it('fails a request with a defect alone, not those it was merged with', async () => {
    const { batcher, commit, failWith } = batcherOf();
    failWith((batch) =>
      batch.some(({ messageId }) => messageId === 'bad') ? new InvariantViolation('broken') : undefined,
    );
    void batcher.submit([incoming('in-hand')]);
    const answers = Promise.allSettled(['good', 'bad', 'fine'].map((id) => batcher.submit([incoming(id)])));
    for (let turn = 0; turn < 5; turn += 1) await commit();
    expect((await answers).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('fails all requests of a transaction when the database is away, and goes on with the next', async () => {
    const { batcher, batches, commit, failWith } = batcherOf();
    failWith(() => new Error('connection terminated'));
    void batcher.submit([incoming('in-hand')]).catch(() => undefined);
    const answers = Promise.allSettled(['a', 'b'].map((id) => batcher.submit([incoming(id)])));
    for (let turn = 0; turn < 3; turn += 1) await commit();
    expect((await answers).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    failWith(() => undefined);
    const later = batcher.submit([incoming('later')]);
    await commit();
    expect(await later).toHaveLength(1);
    expect(batches).toEqual([['in-hand'], ['a', 'b'], ['later']]);
  });
});
