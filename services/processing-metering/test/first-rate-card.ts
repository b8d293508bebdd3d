import { credits, parseInstant } from '@credit-ledger/kernel';
import type { RateCard } from '../src/rate-card/domain/rate-card.js';

/** What the first migration stores: one credit per photo when it became searchable by bib, by selfie or by both. */
export const FIRST_RATE_CARD: RateCard = {
  version: 1,
  effectiveFrom: parseInstant('1970-01-01T00:00:00Z'),
  photoProcessing: { searchOn: credits(1n), searchOff: credits(0n) },
};
