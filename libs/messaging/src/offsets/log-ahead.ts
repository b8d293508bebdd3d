import { RecordDecoder } from '../inbox/decoded-record.js';
import { placeOf, type SourcePlace } from '../inbox/source-place.js';
import type { SendingOf } from '../outbox/sending.js';
import type { Messaging } from '../ports/messaging.js';
import type { IncomingRecord } from '../ports/record.js';

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

/**
 * Every number in the log was given out by the database of its source before it was sent. One that it has not given out was sent by what it
 * has forgotten, or by another database, and it would give it out a second time.
 *
 * Such a number lies at the end of its partition, and behind it only what the database still takes for unsent: whatever it knows as sent had been
 * sent by the time that it remembers. So each partition is read back to the first message that was sent. What the log no longer keeps is not seen.
 * @param source the service and its epoch, such as `billing#1`.
 * @throws LogAheadError
 */
export async function assertNotBehind(
  messaging: Pick<Messaging, 'readBack'>,
  topic: string,
  source: string,
  sendingOf: SendingOf,
): Promise<void> {
  for (let before: ReadonlyMap<number, bigint> | undefined; before?.size !== 0;) {
    // What is sent between this and the question has its number in the database already.
    const stretches = await messaging.readBack(topic, STRETCH_RECORDS, before);
    const spoken = stretches.map((stretch) => ({ stretch, records: spokenBy(source, stretch.records) }));
    // The last one by itself: as a rule it was sent, and the others need not be asked for.
    const open = await unsettled(spoken, sendingOf, (records) => records.slice(-1));
    const further = await unsettled(open, sendingOf, (records) => records.slice(0, -1));
    before = new Map(
      further.flatMap(({ stretch }) => (stretch.isFirst ? [] : [[stretch.partition, stretch.fromOffset] as const])),
    );
  }
}

type SpokenRecord = { readonly record: IncomingRecord; readonly place: SourcePlace };
type Spoken<Of> = { readonly stretch: Of; readonly records: readonly SpokenRecord[] };

/** Those of the stretches of which, as far as asked, nothing is known as sent. One in which the source says nothing is not among them. */
async function unsettled<Of>(
  spoken: readonly Spoken<Of>[],
  sendingOf: SendingOf,
  part: (records: readonly SpokenRecord[]) => readonly SpokenRecord[],
): Promise<readonly Spoken<Of>[]> {
  const asked = spoken.flatMap(({ records }) => part(records));
  const sendings = asked.length === 0 ? [] : await sendingOf(asked.map(({ place }) => place));
  const sent = new Set<SpokenRecord>();
  asked.forEach((one, index) => {
    if (sendings[index] === 'unknown') throw new LogAheadError(one.record, one.place);
    if (sendings[index] === 'sent') sent.add(one);
  });
  return spoken.filter(({ records }) => records.length > 0 && !part(records).some((one) => sent.has(one)));
}

function spokenBy(source: string, records: readonly IncomingRecord[]): readonly SpokenRecord[] {
  return records.flatMap((record) => {
    const place = placeOf(ENVELOPES.decode(record).envelope);
    return place?.source === source ? [{ record, place }] : [];
  });
}

// Whoever else may write there may have written anything.
const ENVELOPES = new RecordDecoder([], { sequenced: true });

const STRETCH_RECORDS = 200;
