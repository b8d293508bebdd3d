import { parseCredits, type Credits, type Instant } from '@credit-ledger/kernel';
import { formatShare, parseShare, type Share } from './share.js';

/** What usage costs. */
export type Rates = {
  /** Credits per photo that was not charged before. */
  readonly photoProcessing: { readonly searchOn: Credits; readonly searchOff: Credits };
  /** Credits per photo whose original was not stored before, beside its processing. */
  readonly storeOriginals: Credits;
  /** Credits per image of a run. */
  readonly imageRotation: Credits;
  /** Of a credit, per photo of a run; the sum of a run is rounded up. */
  readonly watermarkReprocessing: Share;
};

/** The rates from `effectiveFrom` (inclusive) until the next version takes effect. Versions are never edited. */
export type RateCard = Rates & { readonly version: number; readonly effectiveFrom: Instant };

/** Credits of one photo processed with these settings. */
export const photoProcessingRate = (
  { photoProcessing }: Pick<Rates, 'photoProcessing'>,
  { bibSearch, selfieSearch }: { readonly bibSearch: boolean; readonly selfieSearch: boolean },
): Credits => (bibSearch || selfieSearch ? photoProcessing.searchOn : photoProcessing.searchOff);

/** A photo that costs more than this is a mistake in the rate card; and a charge stays within what the ledger takes. */
export const RATE_MAX = 1_000n;

/** The rates of a version as its row has them: exact numbers are text in JSON. */
export type StoredRates = {
  readonly PHOTO_PROCESSING: { readonly searchOn: string; readonly searchOff: string };
  readonly STORE_ORIGINALS: string;
  readonly AI_IMAGE_ROTATION: string;
  readonly WATERMARK_REPROCESSING: string;
};

/** @throws InvalidValueError naming the rate. */
export function parseRates(rates: StoredRates): Rates {
  const rate = (value: string, field: string): Credits => parseCredits(value, field, 0n, RATE_MAX);
  return {
    photoProcessing: {
      searchOn: rate(rates.PHOTO_PROCESSING.searchOn, 'PHOTO_PROCESSING.searchOn'),
      searchOff: rate(rates.PHOTO_PROCESSING.searchOff, 'PHOTO_PROCESSING.searchOff'),
    },
    storeOriginals: rate(rates.STORE_ORIGINALS, 'STORE_ORIGINALS'),
    imageRotation: rate(rates.AI_IMAGE_ROTATION, 'AI_IMAGE_ROTATION'),
    watermarkReprocessing: parseShare(rates.WATERMARK_REPROCESSING, 'WATERMARK_REPROCESSING'),
  };
}

/** The rates as a row has them. */
export const storedRates = (rates: Rates): StoredRates => ({
  PHOTO_PROCESSING: {
    searchOn: rates.photoProcessing.searchOn.toString(),
    searchOff: rates.photoProcessing.searchOff.toString(),
  },
  STORE_ORIGINALS: rates.storeOriginals.toString(),
  AI_IMAGE_ROTATION: rates.imageRotation.toString(),
  WATERMARK_REPROCESSING: formatShare(rates.watermarkReprocessing),
});
