import type { Envelope } from '../envelope/envelope.js';
import type { DecodedRecord } from '../inbox/decoded-record.js';
import { pairKey, placeOf } from '../inbox/source-place.js';
import type { IncomingRecord } from '../ports/record.js';
import { deadLetter, parkedLetter, type DeadLetter } from './dead-letter.js';
import type { Standing } from './standing.js';

/** The letters one batch leaves behind, while it is being handled. */
export class LetterPile {
  private readonly letters: DeadLetter[] = [];
  private readonly blocked = new Set<string>();

  constructor(private readonly standing: Standing) {}

  /** Whether the record may be handled. If not, it is a letter already, has to wait, or is malformed and thereby dead. */
  admits(item: DecodedRecord): boolean {
    const place = placeOf(item.envelope);
    if (place !== undefined && item.envelope !== undefined) {
      if (this.standing.holds(item.record, place)) return false;
      if (this.parkIfBlocked(item.record, item.envelope)) return false;
    }
    if (item.kind !== 'malformed') return true;
    this.bury(item.record, item.envelope, item.error);
    return false;
  }

  /** From here on, later messages of the pair are parked. */
  bury(record: IncomingRecord, envelope: Envelope | undefined, error: unknown): void {
    this.letters.push(deadLetter(record, envelope, error));
    const place = placeOf(envelope);
    if (place !== undefined) this.blocked.add(pairKey(place));
  }

  parkIfBlocked(record: IncomingRecord, envelope: Envelope): boolean {
    const place = placeOf(envelope);
    if (place === undefined || !(this.standing.blocks(place) || this.blocked.has(pairKey(place)))) return false;
    this.letters.push(parkedLetter(record, envelope));
    return true;
  }

  inOrder(): readonly DeadLetter[] {
    return [...this.letters].sort((a, b) => (a.record.offset < b.record.offset ? -1 : 1));
  }
}
