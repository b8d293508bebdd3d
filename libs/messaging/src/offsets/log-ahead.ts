import { RecordDecoder } from '../inbox/decoded-record.js';
import { placeOf, type SourcePlace } from '../inbox/source-place.js';
import type { LastSequences } from '../outbox/last-sequences.js';
import type { Messaging } from '../ports/messaging.js';
import type { IncomingRecord } from '../ports/record.js';

/** The log remembers what the service's database has forgotten, or never knew. */
export class LogAheadError extends Error {
  constructor({ topic, partition, offset }: IncomingRecord, place: SourcePlace, given: bigint) {
    super(
      `${topic}/${partition} holds message ${place.sequence} of ${place.source} about ${place.organisationId} (offset ${offset}), but the ` +
        `service's database has given out ${given} numbers for it: it is older than the log, as one from a backup is, or another ` +
        'database sends under the same name. What it sends would be dropped as repeated. Nothing was changed. ' +
        'Below npm start, give these data a log of their own (MESSAGING_URL with another namespace=…); a service that is started by itself may ' +
        'get another SOURCE_EPOCH instead. The runbook restore-from-backup says what belongs to it.',
    );
    this.name = 'LogAheadError';
  }
}

/**
 * Every number in the log was given out by the database of its source before it was sent. One in the last records of a partition that this
 * database has not given out means that it would give it out a second time.
 *
 * What nobody has read for as long as the log keeps records is not there any more, and not looked for.
 * @param source the service and its epoch, such as `billing#1`.
 * @throws LogAheadError
 */
export async function assertNotBehind(
  messaging: Pick<Messaging, 'readTail'>,
  topic: string,
  source: string,
  lastSequences: LastSequences,
): Promise<void> {
  // In this order: what is sent between the two has its number in the database already.
  const spoken = newestOf(source, await messaging.readTail(topic, TAIL_RECORDS));
  if (spoken.length === 0) return;
  const given = await lastSequences(spoken.map(({ place }) => place.organisationId));
  for (const { record, place } of spoken) {
    const last = given.get(place.organisationId) ?? 0n;
    if (place.sequence > last) throw new LogAheadError(record, place, last);
  }
}

type Spoken = { readonly record: IncomingRecord; readonly place: SourcePlace };

/** The highest of the source about each organisation. */
function newestOf(source: string, records: readonly IncomingRecord[]): readonly Spoken[] {
  const newest = new Map<string, Spoken>();
  for (const record of records) {
    const place = placeOf(ENVELOPES.decode(record).envelope);
    if (place?.source !== source) continue;
    const known = newest.get(place.organisationId)?.place.sequence ?? 0n;
    if (place.sequence > known) newest.set(place.organisationId, { record, place });
  }
  return [...newest.values()];
}

// Whoever else may write there may have written anything.
const ENVELOPES = new RecordDecoder([], { sequenced: true });

// The last record would do if a service sent in the order in which it gave numbers out. What waited in its outbox, and what a relay
// that was killed sends again, may come behind what is newer.
const TAIL_RECORDS = 100;
