import { failpoint, type Clock, type Log } from '@credit-ledger/kernel';
import {
  BatchGatherer,
  deadLetter,
  DeadLetters,
  failureKindOf,
  publishCopies,
  sliceBatch,
  type ConsumerOffsets,
  type DeadLetter,
  type IncomingRecord,
  type LetterToReplay,
  type MessagePublisher,
  type RecordBatch,
  type Replayer,
  type RunInTransaction,
  type SqlSession,
} from '@credit-ledger/messaging';
import type { UsageIntake } from '../../usage/commands/usage-intake.js';
import type { UsageOutcome } from '../../usage/commands/usage-outcome.js';
import { sizeOfReport } from '../../usage/domain/usage-report.js';
import { deadUsage, decodeUsage, type DecodedUsage } from './decode-usage.js';

export type UsageInboxOptions = {
  readonly group: string;
  readonly transactions: RunInTransaction;
  readonly intake: UsageIntake;
  readonly offsets: ConsumerOffsets;
  readonly publisher: MessagePublisher;
  readonly clock: Clock;
  readonly logger: Log;
  readonly photosPerTransactionMax: number;
  /** Called after every commit that may have left messages to relay. */
  readonly onCommitted: () => void;
};

/**
 * Receives usage in set-based batches. Charges, dead letters and the offset commit together, so a batch takes effect once;
 * and were it delivered again with other offsets, the photos would be charged already. The topic keeps no order, so a bad
 * report is a plain dead letter that holds nobody up.
 */
export class UsageInbox implements Replayer {
  private readonly deadLetters: DeadLetters;
  private readonly gatherer = new BatchGatherer({
    handleTogether: (batches) => this.handleTogether(batches),
    handleAlone: (batch) => this.handleAlone(batch),
    sizeOf: bytesOf,
    sizeMax: BYTES_TOGETHER_MAX,
    lanesMax: TRANSACTIONS_AT_ONCE,
  });

  constructor(private readonly options: UsageInboxOptions) {
    this.deadLetters = new DeadLetters(options.group);
  }

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
    const decoded = batches.flatMap(({ records }) => records.map(decodeUsage));
    if (portionEnd(decoded, 0, this.options.photosPerTransactionMax) === decoded.length) {
      return this.commit(batches, decoded);
    }
    // The smallest first: a partition with little to do does not wait for one that is full of one organisation's photos.
    const bySize = [...batches].sort((a, b) => bytesOf(a) - bytesOf(b));
    for (const batch of bySize) await this.handleAlone(batch);
  }

  private async handleAlone(batch: RecordBatch): Promise<void> {
    const decoded = batch.records.map(decodeUsage);
    if (decoded.length === 0) return this.commit([batch], []);
    for (let from = 0; from < decoded.length;) {
      const to = portionEnd(decoded, from, this.options.photosPerTransactionMax);
      await this.commitPortion(sliceBatch(batch, from, to), decoded.slice(from, to));
      from = to;
    }
  }

  // A defect that one report brings out must not hold up the rest: then every record is committed alone, and the one
  // that fails again is buried.
  private async commitPortion(batch: RecordBatch, decoded: readonly DecodedUsage[]): Promise<void> {
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

  private async commit(batches: readonly RecordBatch[], decoded: readonly DecodedUsage[]): Promise<void> {
    const { group, transactions, intake, offsets, publisher, clock } = this.options;
    const incoming = decoded.flatMap((item) => (item.kind === 'usage' ? [item.usage] : []));
    const malformed = decoded.flatMap((item) => (item.kind === 'dead' ? [item.letter] : []));
    await publishCopies(publisher, group, malformed);
    const letters = await transactions(async (session) => {
      await offsets.advanceAll(session, batches);
      failpoint('usage-inbox.advanced');
      const refused = refusedLetters(batches, decoded, await intake.accept(session, incoming));
      // Before the commit, like every copy: one that is sent twice does no harm, one that is missing does.
      await publishCopies(publisher, group, refused);
      const all = [...malformed, ...refused];
      await this.deadLetters.record(session, all, clock.now());
      return all;
    });
    failpoint('usage-inbox.committed');
    if (incoming.length > 0) this.options.onCommitted();
    letters.forEach((letter) => this.report(letter));
  }

  private report({ record, envelope, code, reason }: DeadLetter): void {
    const { topic, partition, offset } = record;
    const place = { group: this.options.group, topic, partition, offset: offset.toString() };
    const { organisationId, correlationId } = envelope ?? {};
    const fields = { ...place, organisationId, correlationId, code, reason };
    this.options.logger.error(fields, 'message became a dead letter');
  }
}

/** Of the reports that a rule refused for good. `decoded` is parallel to the records, `outcomes` to the reports among them. */
function refusedLetters(
  batches: readonly RecordBatch[],
  decoded: readonly DecodedUsage[],
  outcomes: readonly UsageOutcome[],
): DeadLetter[] {
  if (outcomes.every(({ kind }) => kind !== 'refused')) return [];
  const records = batches.flatMap((batch) => batch.records);
  const remaining = outcomes.values();
  return decoded.flatMap((item, index) => {
    if (item.kind === 'dead') return [];
    const outcome = remaining.next().value;
    if (outcome?.kind !== 'refused') return [];
    return [deadLetter(records[index] as IncomingRecord, item.envelope, outcome.error)];
  });
}

// While one transaction is in the database, the next is decoded and planned.
const TRANSACTIONS_AT_ONCE = 2;

// Some two thousand reports of one photo each.
const BYTES_TOGETHER_MAX = 256 * 1_024;

const bytesOf = ({ records }: RecordBatch): number => records.reduce((bytes, { value }) => bytes + value.length, 0);

/** The end of the portion that begins at `from`: at most so many photos, but at least one record. */
function portionEnd(decoded: readonly DecodedUsage[], from: number, photosMax: number): number {
  let photos = 0;
  for (let index = from; index < decoded.length; index += 1) {
    const item = decoded[index] as DecodedUsage;
    photos += item.kind === 'usage' ? sizeOfReport(item.usage.report) : 0;
    if (photos > photosMax && index > from) return index;
  }
  return decoded.length;
}
