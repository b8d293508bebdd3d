import { deathOf } from '../inbox/failure.js';
import type { Envelope } from '../envelope/envelope.js';
import type { IncomingRecord } from '../ports/record.js';

/**
 * `dead`: refused for good. `parked`: waits, in order, behind a dead one of its (source, organisation), or was mended and
 * waits for its replay. Both are unresolved. `replayed` and `discarded` are the two ways out; the row stays.
 */
export type DeadLetterStatus = 'dead' | 'parked' | 'replayed' | 'discarded';

/** A record about to be written down as one that was not handled. */
export type DeadLetter = {
  readonly record: IncomingRecord;
  /** Missing when the envelope could not be read or trusted: such a letter has no place in an order and parks nothing. */
  readonly envelope: Envelope | undefined;
  readonly status: 'dead' | 'parked';
  readonly code: string;
  readonly reason: string;
};

export const deadLetter = (record: IncomingRecord, envelope: Envelope | undefined, error: unknown): DeadLetter => ({
  record,
  envelope,
  status: 'dead',
  ...deathOf(error),
});

export const parkedLetter = (record: IncomingRecord, envelope: Envelope): DeadLetter => ({
  record,
  envelope,
  status: 'parked',
  code: 'message.parked',
  reason: 'waits behind an unresolved dead letter',
});

/** A dead letter as it is stored. */
export type StoredDeadLetter = {
  readonly id: bigint;
  readonly record: IncomingRecord;
  readonly organisationId: string | undefined;
  readonly source: string | undefined;
  readonly sequence: bigint | undefined;
  readonly status: DeadLetterStatus;
  readonly code: string;
  readonly reason: string;
  /** How often it was tried and refused. */
  readonly attempts: number;
  readonly recordedAt: Date;
  readonly resolution: { readonly at: Date; readonly by: string; readonly reason: string } | undefined;
};

/** A record, and the place in its source's order that it was written down with, if any. */
export type LetterToReplay = Pick<StoredDeadLetter, 'record' | 'sequence'>;
