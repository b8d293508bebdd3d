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

/** Of those that have one. */
export const placesOf = (envelopes: readonly (Envelope | undefined)[]): readonly SourcePlace[] =>
  envelopes.flatMap((envelope) => placeOf(envelope) ?? []);

/** Each pair once. */
export const distinctPairs = (places: readonly SourcePlace[]): readonly SourcePair[] => [
  ...new Map(
    places.map(({ source, organisationId }) => [pairKey({ source, organisationId }), { source, organisationId }]),
  ).values(),
];
