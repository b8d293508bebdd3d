import { setTimeout as delay } from 'node:timers/promises';
import { failpoint, type Clock, type Log } from '@credit-ledger/kernel';
import {
  backoffMs,
  failureKindOf,
  OutdatedReadError,
  WakeSignal,
  type DeadLetter,
  type IncomingRecord,
  type RunInTransaction,
  type SqlSession,
} from '@credit-ledger/messaging';
import { Burst } from './burst.js';
import { deadUsage, decodeUsage, type DecodedUsage } from './decode-usage.js';
import { deferUsage, nextLane, takeDeferredUsage } from './deferred-usage.js';
import type { UsageRecords } from './usage-records.js';

const POLL_MS = 2_000;
// Some two thousand reports of one photo each.
const BYTES_PER_TURN = 256 * 1_024;
const LOOKS_AGAIN_AFTER_MS = 50;
const PATIENCE_MS = 1_000;

export type DeferredUsageWorkerOptions = {
  readonly transactions: RunInTransaction;
  readonly records: UsageRecords;
  readonly clock: Clock;
  readonly logger: Log;
  readonly bytesPerTurn?: number;
  /** Called after every commit that may have left messages to relay. */
  readonly onCommitted: () => void;
};

/**
 * Counts usage that the inbox deferred, organisation by organisation in turns. Records leave the table in the transaction that
 * counts them. Polling finds what a process left behind that died, or lost its partitions, before it was through.
 */
export class DeferredUsageWorker {
  private readonly news = new WakeSignal();
  private running: Promise<void> | undefined;
  private stopping = false;
  /** Who had the last turn. */
  private served = '';
  private readonly burst = new Burst();

  constructor(private readonly options: DeferredUsageWorkerOptions) {}

  start(): void {
    this.running ??= this.run();
  }

  /** After the inbox has counted something of these organisations without deferring it. */
  noteCounted(organisations: ReadonlySet<string>): void {
    this.burst.noteCounted(organisations, performance.now());
  }

  /** After the inbox has deferred something of these organisations. */
  noteDeferred(organisations: ReadonlySet<string>): void {
    this.burst.noteDeferred(organisations, performance.now());
    this.news.wake();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.news.wake();
    await this.running;
  }

  /**
   * Gives every organisation that has something waiting one turn, and answers how many records were counted: 0 when nothing
   * waits that another process has not in hand.
   * @throws whatever may pass.
   */
  async round(): Promise<number> {
    const { transactions } = this.options;
    let counted = 0;
    for (;;) {
      const lane = await transactions((session) => nextLane(session, this.served));
      this.served = lane ?? '';
      if (lane === undefined) return counted;
      await this.letTheInboxGoFirst();
      counted += await this.turn(lane);
      if (this.stopping) return counted;
    }
  }

  // Counting costs several times what deferring does: taking turns with it would hold up those for whom it is deferred.
  private async letTheInboxGoFirst(): Promise<void> {
    const until = Math.min(performance.now() + PATIENCE_MS, this.burst.endMs);
    const isHeld = (now: number): boolean => now < until && this.burst.holdsUpOthers(now);
    while (isHeld(performance.now()) && !this.stopping) await delay(LOOKS_AGAIN_AFTER_MS);
  }

  private async turn(lane: string): Promise<number> {
    try {
      return await this.commit(async (session) => {
        const taken = await takeDeferredUsage(session, lane, this.options.bytesPerTurn ?? BYTES_PER_TURN);
        failpoint('deferred-usage.taken');
        return this.count(session, taken, taken.map(decodeUsage));
      });
    } catch (error) {
      if (failureKindOf(error) === 'passing') throw error;
      return this.isolate(lane);
    }
  }

  // A defect that one record brings out must not hold up the rest: the oldest chunk is taken apart, and a record that fails by
  // itself is buried. Whatever fails again comes here again, one chunk further.
  private async isolate(lane: string): Promise<number> {
    let alone: IncomingRecord | undefined;
    try {
      return await this.commit(async (session) => {
        const taken = await takeDeferredUsage(session, lane, 0);
        alone = taken.length === 1 ? taken[0] : undefined;
        if (taken.length === 1) return this.count(session, taken, taken.map(decodeUsage));
        await deferUsage(session, taken, this.options.clock.now(), 0);
        return { records: taken.length, letters: [] };
      });
    } catch (error) {
      if (alone === undefined || failureKindOf(error) === 'passing') throw error;
      return this.bury(lane, alone, error);
    }
  }

  private bury(lane: string, failed: IncomingRecord, cause: unknown): Promise<number> {
    return this.commit(async (session) => {
      const taken = await takeDeferredUsage(session, lane, 0);
      const isSame =
        taken.length === 1 && taken[0]?.partition === failed.partition && taken[0].offset === failed.offset;
      if (!isSame) throw new OutdatedReadError('another process has the record in hand');
      return this.count(session, taken, [deadUsage(failed, cause)]);
    });
  }

  private async count(
    session: SqlSession,
    records: readonly IncomingRecord[],
    decoded: readonly DecodedUsage[],
  ): Promise<Counted> {
    return { records: records.length, letters: await this.options.records.accept(session, records, decoded) };
  }

  private async commit(work: (session: SqlSession) => Promise<Counted>): Promise<number> {
    const { records, letters } = await this.options.transactions(work);
    failpoint('deferred-usage.committed');
    this.options.records.report(letters);
    if (records > 0) this.options.onCommitted();
    return records;
  }

  private async run(): Promise<void> {
    let failures = 0;
    while (!this.stopping) {
      try {
        if ((await this.round()) === 0) await this.news.wait(POLL_MS);
        failures = 0;
      } catch (error) {
        failures += 1;
        this.options.logger.warn({ err: error, failures }, 'deferred usage waits for another attempt');
        await this.news.wait(backoffMs(failures, { firstMs: 200, maxMs: 30_000 }));
      }
    }
  }
}

type Counted = { readonly records: number; readonly letters: readonly DeadLetter[] };
