import { fromBinary, type DescMessage, type Message } from '@bufbuild/protobuf';
import type { LetterToReplay } from '../dead-letters/dead-letter.js';
import { parseEnvelope, type Envelope } from '../envelope/envelope.js';
import { MalformedMessageError } from '../envelope/malformed-message.error.js';
import type { IncomingRecord } from '../ports/record.js';
import { partitionOf } from '../publish/partition-of.js';
import type { MessageSchema } from './message-route.js';

/** What a record turned out to be. */
export type DecodedRecord<Handler extends MessageSchema = MessageSchema> =
  | {
      readonly kind: 'message';
      readonly record: IncomingRecord;
      readonly envelope: Envelope;
      readonly message: Message;
      readonly handler: Handler;
    }
  /** A type this consumer has no handler for: newer than the consumer, or meant for others. Its sequence counts. */
  | { readonly kind: 'unhandled'; readonly record: IncomingRecord; readonly envelope: Envelope }
  /** The envelope is missing when it could not be read or trusted: then the message has no place in any order. */
  | {
      readonly kind: 'malformed';
      readonly record: IncomingRecord;
      readonly envelope?: Envelope;
      readonly error: MalformedMessageError;
    };

export type DecoderOptions = {
  /** Whether the order of a source's messages counts. */
  readonly sequenced: boolean;
  /** How many partitions the topics have, where a record is held to that of its key. */
  readonly partitions?: number;
};

export class RecordDecoder<Handler extends MessageSchema> {
  private readonly handlers: ReadonlyMap<string, Handler>;

  constructor(
    handlers: readonly Handler[],
    private readonly options: DecoderOptions,
  ) {
    this.handlers = new Map(handlers.map((handler) => [handler.schema.typeName, handler]));
  }

  /** Never throws: what cannot be decoded is an answer too. */
  decode(record: IncomingRecord): DecodedRecord<Handler> {
    let envelope: Envelope | undefined;
    try {
      const parsed = parseEnvelope(record);
      checkPartition(record, this.options.partitions);
      if (this.options.sequenced && parsed.sequence === undefined) {
        throw new MalformedMessageError(
          'message.sequence_missing',
          'sequence',
          'is missing on a topic that keeps an order',
        );
      }
      envelope = this.options.sequenced ? parsed : withoutSequence(parsed);
      const handler = this.handlers.get(envelope.type);
      if (handler === undefined) return { kind: 'unhandled', record, envelope };
      const message = decodePayload(handler.schema, record.value);
      checkOrganisation(message, envelope);
      return { kind: 'message', record, envelope, message, handler };
    } catch (error) {
      if (!(error instanceof MalformedMessageError)) throw error;
      return { kind: 'malformed', record, ...(envelope === undefined ? {} : { envelope }), error };
    }
  }

  /**
   * For a letter that is replayed. One that was written down without a place in its source's order gets none afterwards,
   * though a later release may know how to read it: what came after it was handled meanwhile, so it would be taken for a
   * redelivery, or applied out of order.
   */
  decodeLetter({ record, sequence }: LetterToReplay): DecodedRecord<Handler> {
    const item = this.decode(record);
    if (item.kind !== 'message' || sequence !== undefined) return item;
    const error = outOfOrder('could not be read when the message came, and its order has gone on since');
    return { kind: 'malformed', record, envelope: item.envelope, error };
  }
}

// On a topic without an order a sequence means nothing; taken for one, it would park the messages of its namesake.
function withoutSequence({ sequence: _meaningless, ...envelope }: Envelope): Envelope {
  return envelope;
}

// Partitions are read side by side: a copy in another one could come before those that it stands behind, which would then be taken for
// redeliveries and dropped. It has no place in the order, and holds up nobody.
function checkPartition({ key, partition }: IncomingRecord, partitions: number | undefined): void {
  if (partitions === undefined || partition === partitionOf(key, partitions)) return;
  throw new MalformedMessageError(
    'message.key_mismatch',
    'key',
    'belongs to another partition than the one it lies in',
  );
}

/** A letter that can be read, but whose place in the order has been passed. */
export const outOfOrder = (problem: string): MalformedMessageError =>
  new MalformedMessageError('message.out_of_order', 'sequence', problem);

function decodePayload(schema: DescMessage, value: Uint8Array): Message {
  try {
    return fromBinary(schema, value);
  } catch {
    throw new MalformedMessageError('message.undecodable', 'payload', `is not a ${schema.typeName}`);
  }
}

// Every payload names its organisation once more. A difference means that one of the two is a mistake, and charging
// the wrong organisation is the one mistake that must not happen.
function checkOrganisation(message: Message, envelope: Envelope): void {
  if ('organisationId' in message && message.organisationId !== envelope.organisationId) {
    throw new MalformedMessageError('message.key_mismatch', 'organisationId', 'is not the key of the record');
  }
}
