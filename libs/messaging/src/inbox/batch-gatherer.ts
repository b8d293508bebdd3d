import { FencedError } from '../ports/messaging-errors.js';
import type { RecordBatch } from '../ports/messaging.js';
import { failureKindOf } from './failure.js';

export type BatchGathererOptions = {
  /** Commits batches of different partitions in one transaction. Nothing of it may remain when it throws. */
  readonly handleTogether: (batches: readonly RecordBatch[]) => Promise<void>;
  /** Commits one batch with all it takes: burying what is refused, message by message where it must be. */
  readonly handleAlone: (batch: RecordBatch) => Promise<void>;
  /** Bounds a transaction by what `sizeOf` counts, records unless given. A larger batch goes alone. */
  readonly sizeMax: number;
  readonly sizeOf?: (batch: RecordBatch) => number;
  /** How many transactions may be under way at once, default 1. */
  readonly lanesMax?: number;
};

/**
 * Group commit over partitions: while one transaction is under way, batches of other partitions gather and become the next
 * one. No timer, so a lone batch waits for nobody. A transaction costs the same round trips for one message as for
 * hundreds, and a busy topic has a few messages in each of its partitions.
 *
 * What stands in the way of one batch is never another's misfortune: when they cannot be handled together, each is alone.
 */
export class BatchGatherer {
  private waiting: Pending[] = [];
  private lanes = 0;

  constructor(private readonly options: BatchGathererOptions) {}

  /** For `Subscription.handle`. Rejects with what the batch itself met. */
  readonly handle = (batch: RecordBatch): Promise<void> =>
    new Promise((resolve, reject) => {
      this.waiting.push({ batch, resolve, reject });
      if (this.lanes < (this.options.lanesMax ?? 1)) void this.work();
    });

  private async work(): Promise<void> {
    this.lanes++;
    // Partitions that were read together take part in the first transaction together.
    await Promise.resolve();
    while (this.waiting.length > 0) await this.handleGathered(this.take());
    this.lanes--;
  }

  private take(): readonly Pending[] {
    const { sizeMax, sizeOf = recordsOf } = this.options;
    let size = 0;
    let count = 0;
    for (const { batch } of this.waiting) {
      size += sizeOf(batch);
      if (count > 0 && size > sizeMax) break;
      count++;
    }
    return this.waiting.splice(0, count);
  }

  private async handleGathered(gathered: readonly Pending[]): Promise<void> {
    if (gathered.length > 1) {
      try {
        await this.options.handleTogether(gathered.map(({ batch }) => batch));
        for (const { resolve } of gathered) resolve();
        return;
      } catch (error) {
        // An outage is everybody's.
        if (!(error instanceof FencedError) && failureKindOf(error) === 'passing') {
          for (const { reject } of gathered) reject(error);
          return;
        }
      }
    }
    for (const { batch, resolve, reject } of gathered) await this.options.handleAlone(batch).then(resolve, reject);
  }
}

const recordsOf = ({ records }: RecordBatch): number => records.length;

type Pending = {
  readonly batch: RecordBatch;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
};
