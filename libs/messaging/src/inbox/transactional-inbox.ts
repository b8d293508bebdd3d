import { failpoint, invariant, type Clock, type Log } from '@credit-ledger/kernel';
import { publishCopies } from '../dead-letters/dead-letter-copies.js';
import type { Replayer } from '../dead-letters/dead-letter-drainer.js';
import { deadLetter, parkedLetter, type DeadLetter, type LetterToReplay } from '../dead-letters/dead-letter.js';
import { DeadLetters } from '../dead-letters/dead-letters.js';
import type { ConsumerOffsets } from '../offsets/consumer-offsets.js';
import { FencedError } from '../ports/messaging-errors.js';
import type { MessagePublisher, RecordBatch } from '../ports/messaging.js';
import type { RunInTransaction } from '../sql/in-transaction.js';
import type { SqlSession } from '../sql/sql-session.js';
import { BatchGatherer } from './batch-gatherer.js';
import { sliceBatch } from './batch-slice.js';
import { outOfOrder, RecordDecoder, type DecodedRecord } from './decoded-record.js';
import { failureKindOf } from './failure.js';
import type { MessageRoute } from './message-route.js';
import { SourceMarks, type LoadedMarks, type Taken } from './source-marks.js';
import { distinctPairs, placeOf, placesOf } from './source-place.js';

export type TransactionalInboxOptions<Session extends SqlSession> = {
  readonly group: string;
  /** Of each topic: a record that lies in another than that of its key is refused. */
  readonly partitions: number;
  readonly transactions: RunInTransaction<Session>;
  readonly routes: readonly MessageRoute<Session>[];
  readonly offsets: ConsumerOffsets;
  readonly publisher: MessagePublisher;
  readonly logger: Log;
  readonly clock: Clock;
  /** Topics whose sequences rise but not by one (the ledger's facts): a gap is nothing to warn about there. */
  readonly sparseTopics?: readonly string[];
};

/**
 * Receives sequenced messages for a service whose effects are in its own database: the effects, the outbox rows they
 * cause, the marks, the dead letters and the offset commit in one transaction, so each message takes effect exactly once.
 *
 * A batch is one transaction, or part of one: what several partitions have at a time commits together. When a message is
 * refused, its batch is taken message by message up to the culprit, which becomes a dead letter; the rest goes on as a batch.
 */
export class TransactionalInbox<Session extends SqlSession = SqlSession> implements Replayer<Session> {
  private readonly decoder: RecordDecoder<MessageRoute<Session>>;
  private readonly marks: SourceMarks;
  private readonly deadLetters: DeadLetters;
  private readonly gatherer = new BatchGatherer({
    handleTogether: (batches) => this.commit(batches),
    handleAlone: (batch) => this.handleAlone(batch),
    sizeMax: RECORDS_PER_TRANSACTION_MAX,
  });

  constructor(private readonly options: TransactionalInboxOptions<Session>) {
    this.decoder = new RecordDecoder(options.routes, { sequenced: true, partitions: options.partitions });
    this.marks = new SourceMarks(options.group);
    this.deadLetters = new DeadLetters(options.group);
  }

  /** For `Subscription.handle`. Throws only what may pass, and `FencedError`. */
  readonly handleBatch = this.gatherer.handle;

  async replay(session: Session, letters: readonly LetterToReplay[]): Promise<void> {
    const decoded = letters.map((letter) => this.decoder.decodeLetter(letter));
    const marks = await this.marks.load(session, distinctPairs(placesOf(decoded.map(({ envelope }) => envelope))));
    for (const item of decoded) {
      if (item.kind === 'malformed') throw item.error;
      if (this.take(marks, item) === 'redelivered') throw outOfOrder('names a sequence that was handled before');
      await this.dispatch(item, session);
    }
    await marks.save(session);
  }

  private async handleAlone(batch: RecordBatch): Promise<void> {
    for (let rest: RecordBatch | undefined = batch; rest !== undefined;) rest = await this.commitSome(rest);
  }

  /** Commits the whole batch, or, when a message of it is refused, all up to that one; answers what is left. */
  private async commitSome(batch: RecordBatch): Promise<RecordBatch | undefined> {
    try {
      await this.commit([batch]);
      return undefined;
    } catch (error) {
      if (!isFinal(error)) throw error;
      return this.commitPastCulprit(batch);
    }
  }

  /** Takes message by message until one is refused for good and buried; answers what follows it, if anything. */
  private async commitPastCulprit(batch: RecordBatch): Promise<RecordBatch | undefined> {
    for (let index = 0; index < batch.records.length; index++) {
      const single = sliceBatch(batch, index, index + 1);
      try {
        await this.commit([single]);
      } catch (error) {
        if (!isFinal(error)) throw error;
        await this.bury(single, error);
        return index + 1 < batch.records.length ? sliceBatch(batch, index + 1) : undefined;
      }
    }
    return undefined;
  }

  private async commit(batches: readonly RecordBatch[]): Promise<void> {
    const decoded = batches.flatMap(({ records }) => records.map((record) => this.decoder.decode(record)));
    const places = placesOf(decoded.map(({ envelope }) => envelope));
    await this.options.transactions(async (session) => {
      await this.options.offsets.advanceAll(session, batches);
      const marks = await this.marks.load(session, distinctPairs(places));
      const standing = await this.deadLetters.standingOf(session, places);
      const parked: DeadLetter[] = [];
      for (const item of decoded) {
        const place = placeOf(item.envelope);
        if (place !== undefined && item.envelope !== undefined) {
          if (standing.holds(item.record, place)) continue;
          if (item.kind !== 'malformed' && marks.isRedelivery(place)) continue;
          if (standing.blocks(place)) {
            parked.push(parkedLetter(item.record, item.envelope));
            continue;
          }
        }
        if (item.kind === 'malformed') throw item.error;
        this.take(marks, item);
        await this.dispatch(item, session);
        failpoint('inbox.middle-of-batch');
      }
      await this.deadLetters.record(session, parked, this.options.clock.now());
      await marks.save(session);
    });
    failpoint('inbox.committed');
  }

  private async dispatch(item: Readable<Session>, session: Session): Promise<void> {
    if (item.kind === 'message') await item.handler.handle(item.message, item.envelope, session);
  }

  private take(marks: LoadedMarks, { envelope, record }: Readable<Session>): Taken {
    const place = placeOf(envelope);
    invariant(place !== undefined, 'the decoder refuses messages without a sequence');
    const taken = marks.take(place);
    if (taken === 'afterGap' && this.options.sparseTopics?.includes(record.topic) !== true) {
      const { source, organisationId, sequence } = place;
      const fields = {
        group: this.options.group,
        topic: record.topic,
        source,
        organisationId,
        sequence: sequence.toString(),
        correlationId: envelope.correlationId,
      };
      this.options.logger.warn(fields, 'messages are missing before this one');
    }
    return taken;
  }

  private async bury(single: RecordBatch, error: unknown): Promise<void> {
    const { group, publisher, clock, logger, transactions, offsets } = this.options;
    const [record] = single.records;
    invariant(record !== undefined, 'a burial is of one record');
    const { envelope } = this.decoder.decode(record);
    const letter = deadLetter(record, envelope, error);
    await publishCopies(publisher, group, [letter]);
    await transactions(async (session) => {
      await offsets.advance(session, single);
      await this.deadLetters.record(session, [letter], clock.now());
    });
    const { topic, partition, offset } = record;
    const fields = { group, topic, partition, offset: offset.toString(), code: letter.code, reason: letter.reason };
    const { organisationId, correlationId } = envelope ?? {};
    logger.error({ ...fields, organisationId, correlationId }, 'message became a dead letter');
  }
}

type Readable<Session extends SqlSession> = Exclude<DecodedRecord<MessageRoute<Session>>, { kind: 'malformed' }>;

// A few batches of full size: what is more takes longer than it saves.
const RECORDS_PER_TRANSACTION_MAX = 2_000;

const isFinal = (error: unknown): boolean => !(error instanceof FencedError) && failureKindOf(error) === 'final';
