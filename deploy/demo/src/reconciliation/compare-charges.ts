import type { Differences } from './differences.js';
import type { RawFacts } from './raw-facts.js';

// Rate card: PHOTO_PROCESSING with a search on costs one credit per photo.
const CREDITS_PER_PHOTO = 1n;

/** The chain of hashes, and that each charge paid for exactly the photos it says. */
export function compareCharges(differences: Differences, { history, chain, photos }: RawFacts): void {
  differences.compare(
    'hash chain of the account',
    chain.intact ? 'intact' : `broken at version ${chain.brokenAt} (${chain.reason})`,
    'intact',
  );
  differences.compare('events in the hash chain', chain.eventsVerified, history.events);
  const paid = photos.byCharge();
  for (const { chargeId, credits, photoCount, photoDigest } of history.charges.values()) {
    const found = paid.get(chargeId);
    differences.compare(`photos of charge ${chargeId}`, photoCount, found?.photos ?? 0n);
    differences.compare(`photo digest of charge ${chargeId}`, photoDigest, found?.photoDigest ?? 'no photos');
    differences.compare(`credits of charge ${chargeId}`, credits, (found?.photos ?? 0n) * CREDITS_PER_PHOTO);
  }
  for (const chargeId of paid.keys()) {
    if (!history.charges.has(chargeId))
      differences.compare(`charge ${chargeId} of photos`, 'recorded', 'not in the ledger');
  }
}
