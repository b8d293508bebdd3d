import { invariant, type Instant, type OrganisationId } from '@credit-ledger/kernel';
import type { OutboxMessage } from '@credit-ledger/messaging';
import { usageMeteredMessage } from '../../integration/outbound/usage-metered.message.js';
import type { TimeZone } from '../../organisations/time-zone.js';
import type { RateCard } from '../../rate-card/domain/rate-card.js';
import type { IntakePlan } from '../domain/plan-intake.js';
import type { SettledIntake } from '../domain/settle-intake.js';
import type { RunFacts } from './add-usage-to-runs.js';
import { photoDigest } from './photo-digest.js';
import type { IncomingUsage } from './usage-intake.js';

export type ChargedBatch = {
  readonly incoming: readonly IncomingUsage[];
  readonly plan: IntakePlan;
  readonly settled: SettledIntake;
  /** What the runs fixed, and ids for their charges; both parallel to the plan's runs. */
  readonly runFacts: readonly RunFacts[];
  readonly chargeIds: readonly string[];
  readonly zones: ReadonlyMap<OrganisationId, TimeZone>;
  readonly rateCard: RateCard;
  readonly acceptedAt: Instant;
};

/** One message per run with new photos. Runs whose photos were all charged before, or are free, say nothing. */
export function chargeMessages(batch: ChargedBatch): OutboxMessage[] {
  return batch.plan.runs.flatMap(({ first, reports }, run) => {
    const charge = batch.settled.runs[run]?.charge;
    if (charge === undefined) return [];
    const chargeId = batch.chargeIds[run];
    const runFacts = batch.runFacts[run];
    const timeZone = batch.zones.get(first.organisationId);
    const cause = batch.incoming[reports.find((index) => (batch.settled.reports[index]?.newPhotos ?? 0) > 0) ?? -1];
    invariant(chargeId && runFacts && timeZone && cause, `the charge of run ${first.runId} lacks its cause`);
    return usageMeteredMessage({
      organisationId: first.organisationId,
      chargeId,
      runId: first.runId,
      usageType: 'PHOTO_PROCESSING',
      credits: charge.credits,
      photoEvent: runFacts.photoEvent,
      photoCount: charge.photoKeys.length,
      photoDigest: photoDigest(charge.photoKeys),
      rateCardVersion: batch.rateCard.version,
      chargedAt: batch.acceptedAt,
      effective: charge.effective,
      timeZone,
      // The user of the row is whoever is behind the work: the reporter's, else whoever started the run.
      actorId: cause.report.actorId ?? runFacts.startedBy,
      correlationId: cause.correlationId,
      causationId: cause.messageId,
    });
  });
}
