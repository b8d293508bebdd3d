import { pairKey, type SourcePair, type SourcePlace } from '../inbox/source-place.js';
import type { IncomingRecord } from '../ports/record.js';
import { fingerprintOf } from './fingerprint.js';

export type LetterPlace = SourcePlace & { readonly fingerprint: Buffer };

/** How the messages of a batch stand with the dead letters there are. */
export class Standing {
  private readonly blocked: ReadonlySet<string>;
  private readonly written = new Map<string, Buffer[]>();

  /** Of the pairs with unresolved letters, and the letters at the places of the batch. */
  constructor(unresolved: readonly SourcePair[], letters: readonly LetterPlace[]) {
    this.blocked = new Set(unresolved.map(pairKey));
    for (const letter of letters) {
      const there = this.written.get(placeKey(letter));
      if (there === undefined) this.written.set(placeKey(letter), [letter.fingerprint]);
      else there.push(letter.fingerprint);
    }
  }

  /** Whether later messages of the pair have to wait. */
  blocks(pair: SourcePair): boolean {
    return this.blocked.has(pairKey(pair));
  }

  /**
   * Whether this very message is a letter already, however it was resolved. Another one that claims the same place is not:
   * one of the two is a mistake, and the right one must not be lost for it.
   */
  holds(record: IncomingRecord, place: SourcePlace): boolean {
    const there = this.written.get(placeKey(place));
    if (there === undefined) return false;
    const fingerprint = fingerprintOf(record);
    return there.some((written) => written.equals(fingerprint));
  }
}

const placeKey = (place: SourcePlace): string => `${pairKey(place)} ${place.sequence}`;
