import type { Charge } from './account-history.js';
import type { Differences } from './differences.js';
import { priceWork, type PricedWork } from './price-work.js';
import type { RawFacts } from './raw-facts.js';

/** The chain of hashes, and that each charge paid for exactly the photos or images it says, at their rate. */
export function compareCharges(differences: Differences, { history, chain, work }: RawFacts): void {
  differences.compare(
    'hash chain of the account',
    chain.intact ? 'intact' : `broken at version ${chain.brokenAt} (${chain.reason})`,
    'intact',
  );
  differences.compare('events in the hash chain', chain.eventsVerified, history.events);
  const priced = priceWork(work.charges());
  for (const charge of history.charges.values()) compareCharge(differences, charge, priced.get(charge.chargeId));
  for (const { chargeId, credits } of priced.values()) {
    if (credits > 0n && !history.charges.has(chargeId))
      differences.compare(`charge ${chargeId} of photos`, 'recorded', 'not in the ledger');
  }
}

function compareCharge(differences: Differences, charge: Charge, work: PricedWork | undefined): void {
  const { chargeId } = charge;
  differences.compare(`photos of charge ${chargeId}`, charge.photoCount, work?.items ?? 0n);
  differences.compare(`photo digest of charge ${chargeId}`, charge.photoDigest, work?.digest ?? 'no photos');
  differences.compare(`credits of charge ${chargeId}`, charge.credits, work?.credits ?? 0n);
  differences.compare(`usage type of charge ${chargeId}`, charge.usageType, work?.usageType ?? 'no photos');
  differences.compare(`run of charge ${chargeId}`, charge.runId, work?.runId ?? 'no photos');
  differences.compare(`time of charge ${chargeId}`, charge.chargedAt, work?.chargedAt ?? 'no photos');
}
