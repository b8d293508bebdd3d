import { parseCredits, type Credits, type Instant } from '@credit-ledger/kernel';

/** What usage costs from `effectiveFrom` (inclusive) until the next version takes effect. Versions are never edited. */
export type RateCard = {
  readonly version: number;
  readonly effectiveFrom: Instant;
  /** Credits per photo that was not charged before. */
  readonly photoProcessing: { readonly searchOn: Credits; readonly searchOff: Credits };
};

/** Credits of one photo processed with these settings. */
export const photoProcessingRate = (
  card: RateCard,
  { bibSearch, selfieSearch }: { readonly bibSearch: boolean; readonly selfieSearch: boolean },
): Credits => (bibSearch || selfieSearch ? card.photoProcessing.searchOn : card.photoProcessing.searchOff);

/**
 * Parses the rates of a stored version, `{ "PHOTO_PROCESSING": { "searchOn": "1", "searchOff": "0" } }`.
 * @throws InvalidValueError
 */
export function parseRates(rates: StoredRates): RateCard['photoProcessing'] {
  const { searchOn, searchOff } = rates.PHOTO_PROCESSING;
  return {
    searchOn: parseCredits(searchOn, 'PHOTO_PROCESSING.searchOn'),
    searchOff: parseCredits(searchOff, 'PHOTO_PROCESSING.searchOff'),
  };
}

export type StoredRates = { readonly PHOTO_PROCESSING: { readonly searchOn: string; readonly searchOff: string } };
