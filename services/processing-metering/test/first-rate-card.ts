import { credits, parseInstant } from '@credit-ledger/kernel';
import type { RateCard } from '../src/rate-card/domain/rate-card.js';
import { parseShare } from '../src/rate-card/domain/share.js';

/** What the migrations store: one credit per photo that became searchable, original or rotated image; a tenth per watermark. */
export const FIRST_RATE_CARD: RateCard = {
  version: 1,
  effectiveFrom: parseInstant('1970-01-01T00:00:00Z'),
  photoProcessing: { searchOn: credits(1n), searchOff: credits(0n) },
  storeOriginals: credits(1n),
  imageRotation: credits(1n),
  watermarkReprocessing: parseShare('0.1', 'WATERMARK_REPROCESSING'),
};
