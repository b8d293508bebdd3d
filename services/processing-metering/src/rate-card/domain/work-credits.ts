import { assertNever, credits, NO_CREDITS, type Credits } from '@credit-ledger/kernel';
import type { RunSettings, UsageType } from '../../runs/domain/run.js';
import { photoProcessingRate, type Rates } from './rate-card.js';
import { roundedUp } from './share.js';

export type Work = { readonly usageType: UsageType; readonly settings: RunSettings; readonly photos: number };

/** What a run of so many photos or images costs when none of them was charged before. */
export function workCredits(rates: Rates, { usageType, settings, photos }: Work): Credits {
  const count = BigInt(photos);
  switch (usageType) {
    case 'PHOTO_PROCESSING': {
      const originals = settings.storeOriginals ? rates.storeOriginals : NO_CREDITS;
      return credits((photoProcessingRate(rates, settings) + originals) * count);
    }
    case 'AI_IMAGE_ROTATION':
      return credits(rates.imageRotation * count);
    case 'WATERMARK_REPROCESSING':
      return roundedUp(rates.watermarkReprocessing * count);
    default:
      return assertNever(usageType);
  }
}
