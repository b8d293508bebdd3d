import type { Message } from '@bufbuild/protobuf';
import { assertNever, failpoint, invariant, type Clock, type Log } from '@credit-ledger/kernel';
import { publishCopies } from '../dead-letters/dead-letter-copies.js';
import type { Replayer } from '../dead-letters/dead-letter-drainer.js';
import type { DeadLetter, LetterToReplay } from '../dead-letters/dead-letter.js';
import { DeadLetters } from '../dead-letters/dead-letters.js';
import { LetterPile } from '../dead-letters/letter-pile.js';
import type { Standing } from '../dead-letters/standing.js';
import type { Envelope } from '../envelope/envelope.js';
import type { ConsumerOffsets } from '../offsets/consumer-offsets.js';
import type { MessagePublisher, RecordBatch } from '../ports/messaging.js';
import type { IncomingRecord } from '../ports/record.js';
import type { RunInTransaction } from '../sql/in-transaction.js';
import type { SqlSession } from '../sql/sql-session.js';
import { BatchGatherer } from './batch-gatherer.js';
import { RecordDecoder, type DecodedRecord } from './decoded-record.js';
import { failureKindOf } from './failure.js';
import type { MessageSchema } from './message-route.js';
import { placesOf } from './source-place.js';

/** A decoded message with the handler its type was given, such as a mapper to a command. */
export type SequencedMessage<Handler extends MessageSchema> = {
  readonly record: IncomingRecord;
  readonly envelope: Envelope & { readonly sequence: bigint };
  readonly message: Message;
  readonly handler: Handler;
};

/**
 * `handled`: the effects are stored, or were before (a redelivery). `failed`: this one was refused. `notAttempted`: it
 * stands behind a failed one; it is offered again unless it has to be parked.
 */
export type EffectOutcome =
  | { readonly outcome: 'handled' }
  | { readonly outcome: 'failed'; readonly error: unknown }
  | { readonly outcome: 'notAttempted' };

/**
 * Stores the effects of the messages and answers one outcome each, in the same order. After a failed message no later one
 * of the same organisation may be handled. Storing must drop redeliveries by (source, sequence) on its own.
 */
export type StoreEffects<Handler extends MessageSchema> = (
  messages: readonly SequencedMessage<Handler>[],
) => Promise<readonly EffectOutcome[]>;

export type SequencedInboxOptions<Handler extends MessageSchema> = {
  readonly group: string;
  /** Of each topic: a record that lies in another than that of its key is refused. */
  readonly partitions: number;
  readonly transactions: RunInTransaction;
  readonly handlers: readonly Handler[];
  readonly store: StoreEffects<Handler>;
  readonly offsets: ConsumerOffsets;
  readonly publisher: MessagePublisher;
  readonly logger: Log;
  readonly clock: Clock;
};

/**
 * Receives sequenced messages for a service whose effects are somewhere else than its offsets, such as an event store that
 * remembers the last sequence per source itself: effects first, the offset afterwards. A crash in between delivers the
 * batch again, and the store's own marks drop what it has seen.
 */
export class SequencedInbox<Handler extends MessageSchema = MessageSchema> implements Replayer {
  private readonly decoder: RecordDecoder<Handler>;
  private readonly deadLetters: DeadLetters;
  private readonly gatherer = new BatchGatherer({
    handleTogether: (batches) => this.handleAll(batches),
    handleAlone: (batch) => this.handleAll([batch]),
    sizeMax: RECORDS_AT_ONCE_MAX,
  });

  constructor(private readonly options: SequencedInboxOptions<Handler>) {
    this.decoder = new RecordDecoder(options.handlers, { sequenced: true, partitions: options.partitions });
    this.deadLetters = new DeadLetters(options.group);
  }

  /** For `Subscription.handle`. Throws only what may pass, and `FencedError`. */
  readonly handleBatch = this.gatherer.handle;

  /** Stores the effects before the session marks the letters as replayed; a crash in between replays them once more. */
  async replay(_session: SqlSession, letters: readonly LetterToReplay[]): Promise<void> {
    let pending = letters.flatMap((letter) => {
      const item = this.decoder.decodeLetter(letter);
      if (item.kind === 'malformed') throw item.error;
      return item.kind === 'message' ? [sequenced(item)] : [];
    });
    while (pending.length > 0) {
      const outcomes = await this.store(pending);
      const failed = outcomes.find((outcome) => outcome.outcome === 'failed');
      if (failed !== undefined) throw failed.error;
      pending = pending.filter((_message, index) => outcomes[index]?.outcome === 'notAttempted');
    }
  }

  /** When another batch stands in the way, each is handled once more alone, and the marks drop what was stored before. */
  private async handleAll(batches: readonly RecordBatch[]): Promise<void> {
    const { transactions, offsets, group, publisher, clock } = this.options;
    const decoded = batches.flatMap(({ records }) => records.map((record) => this.decoder.decode(record)));
    const places = placesOf(decoded.map(({ envelope }) => envelope));
    const standing = await transactions((session) => this.deadLetters.standingOf(session, places));
    const letters = await this.storeAll(decoded, standing);
    failpoint('inbox.appended');
    await publishCopies(publisher, group, letters);
    await transactions(async (session) => {
      await offsets.advanceAll(session, batches);
      await this.deadLetters.record(session, letters, clock.now());
    });
    for (const letter of letters) this.report(letter);
    failpoint('inbox.committed');
  }

  /** Answers what could not be handled: the dead, and those parked behind them or behind earlier ones. */
  private async storeAll(
    decoded: readonly DecodedRecord<Handler>[],
    standing: Standing,
  ): Promise<readonly DeadLetter[]> {
    const pile = new LetterPile(standing);
    let pending = decoded.flatMap((item) => (pile.admits(item) && item.kind === 'message' ? [sequenced(item)] : []));
    while (pending.length > 0) {
      const outcomes = await this.store(pending);
      pending = pending.filter((message, index) => this.remains(message, outcomes[index], pile));
    }
    return pile.inOrder();
  }

  /** Whether the message has to be offered again. */
  private remains(
    { record, envelope }: SequencedMessage<Handler>,
    outcome: EffectOutcome | undefined,
    pile: LetterPile,
  ): boolean {
    invariant(outcome !== undefined, 'every message has an outcome');
    switch (outcome.outcome) {
      case 'handled':
        return false;
      case 'failed':
        if (failureKindOf(outcome.error) === 'passing') throw outcome.error;
        pile.bury(record, envelope, outcome.error);
        return false;
      case 'notAttempted':
        return !pile.parkIfBlocked(record, envelope);
      default:
        return assertNever(outcome);
    }
  }

  private async store(messages: readonly SequencedMessage<Handler>[]): Promise<readonly EffectOutcome[]> {
    const outcomes = await this.options.store(messages);
    // Progress is what ends the loops above: the first message is never behind another.
    invariant(
      outcomes[0] !== undefined && outcomes[0].outcome !== 'notAttempted',
      'the first message has to be attempted',
    );
    return outcomes;
  }

  private report({ status, record, envelope, code, reason }: DeadLetter): void {
    if (status !== 'dead') return;
    const { topic, partition, offset } = record;
    const fields = { group: this.options.group, topic, partition, offset: offset.toString(), code, reason };
    const { organisationId, correlationId } = envelope ?? {};
    this.options.logger.error({ ...fields, organisationId, correlationId }, 'message became a dead letter');
  }
}

// A few batches of full size: what is more takes longer than it saves.
const RECORDS_AT_ONCE_MAX = 4_000;

function sequenced<Handler extends MessageSchema>(
  item: Extract<DecodedRecord<Handler>, { kind: 'message' }>,
): SequencedMessage<Handler> {
  const { record, envelope, message, handler } = item;
  const { sequence } = envelope;
  invariant(sequence !== undefined, 'the decoder refuses messages without a sequence');
  return { record, envelope: { sequence, ...envelope }, message, handler };
}
