import type { OrganisationId } from '@credit-ledger/kernel';
import type { Envelope } from '../envelope/envelope.js';

/** A source's messages about one organisation have an order of their own. */
export type SourcePair = { readonly source: string; readonly organisationId: OrganisationId };

/** One message's place in that order. */
export type SourcePlace = SourcePair & { readonly sequence: bigint };

/** Neither part can contain a space. */
export const pairKey = ({ source, organisationId }: SourcePair): string => `${source} ${organisationId}`;

export function placeOf(envelope: Envelope | undefined): SourcePlace | undefined {
  if (envelope?.sequence === undefined) return undefined;
  return { source: envelope.source, organisationId: envelope.organisationId, sequence: envelope.sequence };
}

/** Each pair once. */
export function distinctPairs(envelopes: Iterable<Envelope | undefined>): readonly SourcePair[] {
  const pairs = new Map<string, SourcePair>();
  for (const envelope of envelopes) {
    const place = placeOf(envelope);
    if (place !== undefined) pairs.set(pairKey(place), place);
  }
  return [...pairs.values()];
}
