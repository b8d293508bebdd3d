import { setTimeout as sleep } from 'node:timers/promises';
import { parseInstant, type Instant, type Log } from '@credit-ledger/kernel';
import { backoffMs } from '../backoff.js';
import { correlationsOf } from '../envelope/correlations-of.js';
import type { ConsumerOffsets } from '../offsets/consumer-offsets.js';
import { FencedError } from '../ports/messaging-errors.js';
import type { Assignment, RecordBatch, Subscription } from '../ports/messaging.js';
import type { IncomingRecord } from '../ports/record.js';
import type { Limiter } from './limiter.js';

/**
 * One partition in this member's hands: one batch at a time, and after a failure the offset is read again before anything
 * is handled, because the attempt may have committed although its answer got lost.
 */
export class OwnedPartition {
  private position: bigint | undefined;
  private work: Promise<void> | undefined;
  private inHand: RecordBatch | undefined;
  private readonly lost = new AbortController();
  private failures = 0;

  constructor(
    readonly assignment: Assignment,
    private readonly subscription: Pick<Subscription, 'handle'> & { readonly offsets: Pick<ConsumerOffsets, 'claim'> },
    private readonly limiter: Limiter,
    private readonly logger: Log,
    /** Called whenever it can take a batch again. */
    private readonly onIdle: () => void,
  ) {}

  /** The next offset to read, when a batch may be handed over now. */
  get nextOffset(): bigint | undefined {
    return this.work === undefined && !this.lost.signal.aborted ? this.position : undefined;
  }

  /** Where it stands, as far as is known: a hint. */
  get progress(): bigint {
    return this.position ?? 0n;
  }

  get isPlaced(): boolean {
    return this.position !== undefined;
  }

  /** When the oldest record in hand was written, by its producer's clock; it is what waits longest. */
  get oldestInHandAt(): Instant | undefined {
    try {
      return parseInstant(this.inHand?.records[0]?.headers['ce_time']);
    } catch {
      return undefined;
    }
  }

  /** Whether the last attempt failed. There will be another. */
  get isFailing(): boolean {
    return this.failures > 0;
  }

  get isLost(): boolean {
    return this.lost.signal.aborted;
  }

  /** Learns where the group stands. Until then there is no `nextOffset`. */
  start(): void {
    this.begin(() => this.findPosition());
  }

  take(records: readonly IncomingRecord[]): void {
    const fromOffset = this.position;
    const last = records.at(-1);
    if (fromOffset === undefined || last === undefined) return;
    const batch = { assignment: this.assignment, fromOffset, nextOffset: last.offset + 1n, records };
    this.inHand = batch;
    this.begin(() => this.handle(batch));
  }

  /** Nothing new is begun; what is in hand is told through the signal. */
  lose(): void {
    this.lost.abort();
  }

  /** Resolves when the batch in hand, if any, is finished or given up. */
  async settled(): Promise<void> {
    await this.work;
  }

  private begin(work: () => Promise<void>): void {
    this.work = work().finally(() => {
      this.work = undefined;
      this.inHand = undefined;
      this.onIdle();
    });
  }

  private async handle(batch: RecordBatch): Promise<void> {
    try {
      await this.limiter.run(async () => {
        if (!this.isLost) await this.subscription.handle(batch, this.lost.signal);
      });
      this.position = batch.nextOffset;
      this.failures = 0;
    } catch (error) {
      await this.pauseAfter(error);
      await this.findPosition();
    }
  }

  private async findPosition(): Promise<void> {
    while (!this.isLost) {
      try {
        this.position = await this.subscription.offsets.claim(this.assignment);
        return;
      } catch (error) {
        if (error instanceof FencedError) this.lose();
        await this.pauseAfter(error);
      }
    }
  }

  private async pauseAfter(error: unknown): Promise<void> {
    this.failures++;
    const { group, topic, partition, generation } = this.assignment;
    const place = { group, topic, partition, generation: generation.toString() };
    const fields = { err: error, ...place, failures: this.failures, ...whatWaits(this.inHand) };
    if (error instanceof FencedError) this.logger.info(fields, 'a batch was fenced off');
    else this.logger.warn(fields, 'a batch failed; the partition stays where it is and tries again');
    const pause = backoffMs(this.failures, { firstMs: 50, maxMs: 10_000 });
    await sleep(pause, undefined, { signal: this.lost.signal }).catch(() => undefined);
  }
}

const whatWaits = (batch: RecordBatch | undefined): object | undefined =>
  batch && { fromOffset: batch.fromOffset.toString(), correlationIds: correlationsOf(batch.records) };
