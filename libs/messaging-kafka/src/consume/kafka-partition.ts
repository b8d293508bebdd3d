import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock, type Instant, type Log } from '@credit-ledger/kernel';
import {
  backoffMs,
  OwnedPartition,
  type Assignment,
  type ConsumerOffsets,
  type IncomingRecord,
  type Limiter,
  type Subscription,
} from '@credit-ledger/messaging';
import type { OffsetRange } from '../topics/kafka-topics.js';
import { RecordsGoneError } from '../topics/records-gone.error.js';
import { FetchedRecords } from './fetched-records.js';

/** How a partition tells the fetching client what to do. */
export interface FetchControl {
  /** Fetches from the offset on. */
  fetchFrom(offset: bigint): void;
  pause(): void;
  resume(): void;
}

export type KafkaPartitionOptions = {
  readonly place: Omit<Assignment, 'generation'>;
  readonly subscription: Pick<Subscription, 'batchSizeMax' | 'handle'> & {
    readonly offsets: Pick<ConsumerOffsets, 'claim' | 'raiseGeneration'>;
  };
  readonly limiter: Limiter;
  readonly logger: Log;
  readonly control: FetchControl;
  readonly range: () => Promise<OffsetRange>;
  /** For how long a broker may not know of a place that it will have; 10 s unless given. */
  readonly graceMs?: number;
};

/**
 * A partition that the group's coordinator has assigned to this member: what was fetched of it waits here, and is handled in
 * order, apart from fetching. Fetching pauses while much waits, so a handler that fails for hours costs no memory, and no other
 * partition waits for it.
 */
export class KafkaPartition {
  private readonly fetched = new FetchedRecords();
  private owned: OwnedPartition | undefined;
  /** The next offset that is wanted of the broker; undefined until it is known where the group stands. */
  private wanted: bigint | undefined;
  /** Where a gap was met, and the broker asked again. */
  private gapAt: bigint | undefined;
  /** A place that the broker did not have, and since when it was asked for it. */
  private missing: { readonly at: bigint; readonly sinceMs: number; readonly error: RecordsGoneError } | undefined;
  private paused = true;
  private standsStillSince: Instant | undefined;
  private takingOver: Promise<void> | undefined;
  private readonly gone = new AbortController();

  constructor(private readonly options: KafkaPartitionOptions) {}

  get topic(): string {
    return this.options.place.topic;
  }

  get work(): OwnedPartition | undefined {
    return this.owned;
  }

  /** Whether it could not go on when it last tried. */
  get isFailing(): boolean {
    return this.standsStillSince !== undefined || this.owned?.isFailing === true;
  }

  /** Since when something waits here at least: a partition that cannot begin has nothing in hand, and nothing is known of its records. */
  get waitingSince(): Instant | undefined {
    return this.standsStillSince ?? this.owned?.oldestInHandAt;
  }

  /** Finds out where the group stands, whoever had the partition before, and begins to fetch there. */
  takeOver(): void {
    this.takingOver ??= this.place().finally(() => (this.takingOver = undefined));
  }

  /** Resolves when it is known where the group stands, or that somebody else has taken over. */
  async placed(): Promise<void> {
    await this.takingOver;
  }

  /** The coordinator has confirmed that this member is one of the group: whoever took a partition from it is gone, or will be. */
  confirm(): void {
    if (this.owned?.isLost === true && !this.gone.signal.aborted) this.takeOver();
  }

  /** After the group was joined anew the client knows no offsets any more. */
  rejoin(): void {
    if (this.wanted === undefined) return;
    this.options.control.fetchFrom(this.wanted);
    if (!this.paused) this.options.control.resume();
  }

  /** Takes what was fetched. Resolves at once, but for a gap: then the broker is asked what it has. */
  async add(records: readonly IncomingRecord[], lastOffset: bigint): Promise<void> {
    const first = records[0]?.offset;
    const { wanted } = this;
    if (first === undefined || wanted === undefined) return;
    if (first !== wanted && !(await this.mayJump(wanted, first))) return;
    this.fetched.add(records.filter(({ offset }) => offset >= wanted));
    if (lastOffset >= wanted) this.wanted = lastOffset + 1n;
    if (this.fetched.bytes > HELD_BYTES_MAX) this.pause();
    this.serve();
  }

  /** Nothing new is begun from now on. */
  lose(): void {
    this.gone.abort();
    this.owned?.lose();
  }

  /** Resolves when the batch in hand is finished or given up. */
  async settled(): Promise<void> {
    await this.placed();
    await this.owned?.settled();
  }

  private async place(): Promise<void> {
    const { place, subscription, limiter, logger } = this.options;
    this.pause();
    this.wanted = undefined;
    this.fetched.clear();
    for (let failures = 0; !this.gone.signal.aborted;) {
      try {
        const assignment = await subscription.offsets.raiseGeneration(place);
        const owned = new OwnedPartition(assignment, subscription, limiter, logger, () => this.serve());
        this.owned = owned;
        if (this.gone.signal.aborted) owned.lose();
        owned.start();
        await owned.settled();
        const next = owned.nextOffset;
        // Somebody else has taken it over meanwhile. The coordinator knows who is right: see `confirm`.
        if (next === undefined) return;
        await this.assertReadable(next);
        this.standsStillSince = undefined;
        this.wanted = next;
        this.options.control.fetchFrom(next);
        this.resume();
        return;
      } catch (error) {
        failures++;
        this.standsStillSince ??= systemClock.now();
        logger.error({ err: error, ...place, failures }, 'cannot begin to read a partition; trying again');
        const pause = backoffMs(failures, { firstMs: 100, maxMs: 10_000 });
        await sleep(pause, undefined, { signal: this.gone.signal }).catch(() => undefined);
      }
    }
  }

  /** Hands over the next batch, if none is in hand. */
  private serve(): void {
    const next = this.owned?.nextOffset;
    if (next === undefined || this.wanted === undefined) return;
    const records = this.fetched.from(next, this.options.subscription.batchSizeMax);
    if (this.paused && this.takingOver === undefined && this.fetched.bytes < HELD_BYTES_MAX / 2) this.resume();
    if (records.length > 0) this.owned?.take(records);
  }

  /**
   * The markers of a transaction leave gaps, which are nothing. Records that were deleted, or a topic made anew, look the same to
   * the client: it begins anew somewhere else by itself. So the broker is asked what it has, and for the same place once more.
   */
  private async mayJump(wanted: bigint, first: bigint): Promise<boolean> {
    try {
      await this.assertInRange(wanted);
    } catch {
      // It is told, and tried again, where the partition is taken over.
      this.takeOver();
    }
    if (this.wanted !== wanted) return false;
    if (first < wanted || this.gapAt === wanted) return true;
    this.gapAt = wanted;
    this.options.control.fetchFrom(wanted);
    return false;
  }

  /**
   * A new leader may end a little before its predecessor did, for a moment. Where a place was missing for longer, other records
   * have grown up to it: it stays refused, whatever the broker has by now, until somebody moves the group.
   * @throws RecordsGoneError
   */
  private async assertReadable(offset: bigint): Promise<void> {
    const missing = this.missing?.at === offset ? this.missing : undefined;
    try {
      await this.assertInRange(offset);
    } catch (error) {
      if (error instanceof RecordsGoneError) {
        this.missing = { at: offset, sinceMs: missing?.sinceMs ?? performance.now(), error };
      }
      throw error;
    }
    if (missing !== undefined && performance.now() - missing.sinceMs > (this.options.graceMs ?? GRACE_MS)) {
      throw missing.error;
    }
  }

  /** @throws RecordsGoneError */
  private async assertInRange(offset: bigint): Promise<void> {
    const range = await this.options.range();
    if (offset >= range.low && offset <= range.high) return;
    throw new RecordsGoneError(this.options.place, offset, range);
  }

  private pause(): void {
    this.paused = true;
    this.options.control.pause();
  }

  private resume(): void {
    this.paused = false;
    this.options.control.resume();
  }
}

const GRACE_MS = 10_000;
// Half of it, where fetching goes on, lasts longer than a fetch that knows nothing of that yet.
const HELD_BYTES_MAX = 4 * 1024 * 1024;
