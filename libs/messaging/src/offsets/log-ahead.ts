import { RecordDecoder } from '../inbox/decoded-record.js';
import { placeOf, type SourcePlace } from '../inbox/source-place.js';
import type { Messaging } from '../ports/messaging.js';
import type { IncomingRecord } from '../ports/record.js';
import type { SaidBefore, SaidMessage } from './said-before.js';

/** The log remembers what the service's database has forgotten, or never knew. */
export class LogAheadError extends Error {
  constructor({ topic, partition, offset }: IncomingRecord, place: SourcePlace) {
    super(
      `${topic}/${partition} holds message ${place.sequence} of ${place.source} about ${place.organisationId} (offset ${offset}), a number that the ` +
        "service's database never gave out: it is older than the log, as one from a backup is, or another database sends under the same name. " +
        'What it sends would be dropped as repeated. Nothing was changed. Below npm start, give these data a log of their own (MESSAGING_URL with ' +
        'another namespace=…); a service that is started by itself may get another SOURCE_EPOCH instead. The runbook restore-from-backup says ' +
        'what belongs to it.',
    );
    this.name = 'LogAheadError';
  }
}

/** What a service says. */
export type Speech = {
  readonly topic: string;
  /** The service and its epoch, such as `billing#1`. */
  readonly source: string;
  readonly saidBefore: SaidBefore;
};

/**
 * Every number in the log was given out by the database of its source before it was sent. One that it has not given out, or has given to
 * something else, was sent by what it has forgotten, or by another database, and is or would be given out a second time.
 * @param from where to look, by partition: before that there is no such number.
 * @param onLooked called after every part of the log with how many records it had.
 * @throws LogAheadError
 */
export async function assertNotBehind(
  messaging: Pick<Messaging, 'readFrom'>,
  { topic, source, saidBefore }: Speech,
  from: ReadonlyMap<number, bigint>,
  onLooked: (records: number) => void = () => undefined,
): Promise<void> {
  for await (const records of messaging.readFrom(topic, from)) {
    const spoken = records.flatMap((record) => spokenBy(source, record));
    // Asked about afterwards: what is sent meanwhile has its number in the database already.
    const said = spoken.length === 0 ? [] : await saidBefore(spoken.map(({ message }) => message));
    const unsaid = spoken.find((_, index) => said[index] !== true);
    if (unsaid !== undefined) throw new LogAheadError(unsaid.record, unsaid.message);
    onLooked(records.length);
  }
}

type Spoken = { readonly record: IncomingRecord; readonly message: SaidMessage };

function spokenBy(source: string, record: IncomingRecord): readonly Spoken[] {
  const { envelope } = ENVELOPES.decode(record);
  const place = placeOf(envelope);
  if (envelope === undefined || place?.source !== source) return [];
  return [{ record, message: { ...place, messageId: envelope.id } }];
}

// Whoever else may write there may have written anything.
const ENVELOPES = new RecordDecoder([], { sequenced: true });
