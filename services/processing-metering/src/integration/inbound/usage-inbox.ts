import { failpoint, type Clock } from '@credit-ledger/kernel';
import {
  BatchGatherer,
  failureKindOf,
  sliceBatch,
  type ConsumerOffsets,
  type IncomingRecord,
  type LetterToReplay,
  type RecordBatch,
  type Replayer,
  type RunInTransaction,
  type SqlSession,
} from '@credit-ledger/messaging';
import type { UsageIntake } from '../../usage/commands/usage-intake.js';
import { sizeOfReport } from '../../usage/domain/usage-report.js';
import { deadUsage, decodeUsage, type DecodedRecord } from './decode-usage.js';
import { deferUsage } from './deferred-usage.js';
import { hotOrganisations } from './hot-organisations.js';
import type { UsageRecords } from './usage-records.js';

export type UsageInboxOptions = {
  readonly transactions: RunInTransaction;
  readonly intake: UsageIntake;
  readonly records: UsageRecords;
  readonly offsets: ConsumerOffsets;
  readonly clock: Clock;
  readonly photosPerTransactionMax: number;
  /** An organisation that has more than so many bytes in one batch is deferred. */
  readonly laneBytes: number;
  /** Called after every commit that counted something of these organisations, and may have left messages to relay. */
  readonly onCounted: (organisations: ReadonlySet<string>) => void;
  /** Called after every commit that deferred something of these organisations. */
  readonly onDeferred: (organisations: ReadonlySet<string>) => void;
};

/**
 * Receives usage in set-based batches. Charges, dead letters and the offset commit together, so a batch takes effect once;
 * and were it delivered again with other offsets, the photos would be charged already. The topic keeps no order, so a bad
 * report is a plain dead letter that holds nobody up; and an organisation that sent very much at once waits by itself
 * (`DeferredUsageWorker`), not others behind it in its partition.
 */
export class UsageInbox implements Replayer {
  private readonly gatherer = new BatchGatherer({
    handleTogether: (batches) => this.handleTogether(batches),
    handleAlone: (batch) => this.handleAlone(batch),
    sizeOf: bytesOf,
    sizeMax: BYTES_TOGETHER_MAX,
    lanesMax: TRANSACTIONS_AT_ONCE,
  });

  constructor(private readonly options: UsageInboxOptions) {}

  /** For `Subscription.handle`. Throws only what may pass, and `FencedError`. */
  readonly handleBatch = this.gatherer.handle;
  /** A dead letter that was mended goes through the same decoding and the same intake. */
  async replay(session: SqlSession, letters: readonly LetterToReplay[]): Promise<void> {
    const incoming = letters.map(({ record }) => {
      const item = decodeUsage(record);
      if (item.kind === 'dead') throw item.error;
      return item.usage;
    });
    for (const outcome of await this.options.intake.accept(session, incoming)) {
      if (outcome.kind === 'refused') throw outcome.error;
    }
  }

  // Where reports with many photos make it too much for one transaction, those that were committed are known by their offset.
  private async handleTogether(batches: readonly RecordBatch[]): Promise<void> {
    const decoded = batches.flatMap((batch) => this.decode(batch));
    if (portionEnd(decoded, 0, this.options.photosPerTransactionMax) === decoded.length) {
      return this.commit(batches, decoded);
    }
    // The smallest first: a partition with little to do does not wait for one that is full of one organisation's photos.
    const bySize = [...batches].sort((a, b) => bytesOf(a) - bytesOf(b));
    for (const batch of bySize) await this.handleAlone(batch);
  }

  private async handleAlone(batch: RecordBatch): Promise<void> {
    const decoded = this.decode(batch);
    if (decoded.length === 0) return this.commit([batch], []);
    for (let from = 0; from < decoded.length;) {
      const to = portionEnd(decoded, from, this.options.photosPerTransactionMax);
      await this.commitPortion(sliceBatch(batch, from, to), decoded.slice(from, to));
      from = to;
    }
  }

  // A defect that one report brings out must not hold up the rest: then every record is committed alone, and the one
  // that fails again is buried.
  private async commitPortion(batch: RecordBatch, decoded: readonly DecodedRecord[]): Promise<void> {
    try {
      await this.commit([batch], decoded);
    } catch (error) {
      if (failureKindOf(error) === 'passing') throw error;
      const [record] = batch.records;
      if (decoded.length === 1 && record) return this.commit([batch], [deadUsage(record, error)]);
      for (const [index, item] of decoded.entries())
        await this.commitPortion(sliceBatch(batch, index, index + 1), [item]);
    }
  }

  private async commit(batches: readonly RecordBatch[], decoded: readonly DecodedRecord[]): Promise<void> {
    const { transactions, records, offsets, clock, onCounted, onDeferred } = this.options;
    const all = batches.flatMap((batch) => batch.records);
    const isDeferred = (_: unknown, index: number): boolean => decoded[index]?.kind === 'deferred';
    const deferred = all.filter(isDeferred);
    const letters = await transactions(async (session) => {
      await offsets.advanceAll(session, batches);
      failpoint('usage-inbox.advanced');
      if (deferred.length > 0) await deferUsage(session, deferred, clock.now());
      return records.accept(session, all, decoded);
    });
    failpoint('usage-inbox.committed');
    if (deferred.length > 0) onDeferred(keysOf(deferred));
    if (deferred.length < all.length) onCounted(keysOf(all.filter((_, index) => !isDeferred(_, index))));
    records.report(letters);
  }

  private decode({ records }: RecordBatch): readonly DecodedRecord[] {
    const hot = hotOrganisations(records, this.options.laneBytes);
    return records.map((record) => (hot.has(record.key) ? DEFERRED : decodeUsage(record)));
  }
}

const keysOf = (records: readonly IncomingRecord[]): ReadonlySet<string> => new Set(records.map(({ key }) => key));

const DEFERRED: DecodedRecord = { kind: 'deferred' };

// While one transaction is in the database, the next is decoded and planned.
const TRANSACTIONS_AT_ONCE = 2;

// Some two thousand reports of one photo each.
const BYTES_TOGETHER_MAX = 256 * 1_024;

const bytesOf = ({ records }: RecordBatch): number => records.reduce((bytes, { value }) => bytes + value.length, 0);

/** The end of the portion that begins at `from`: at most so many photos, but at least one record. */
function portionEnd(decoded: readonly DecodedRecord[], from: number, photosMax: number): number {
  let photos = 0;
  for (let index = from; index < decoded.length; index += 1) {
    const item = decoded[index] as DecodedRecord;
    photos += item.kind === 'usage' ? sizeOfReport(item.usage.report) : 0;
    if (photos > photosMax && index > from) return index;
  }
  return decoded.length;
}
