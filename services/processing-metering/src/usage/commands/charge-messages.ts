import { invariant, type Instant, type OrganisationId } from '@credit-ledger/kernel';
import type { OutboxMessage } from '@credit-ledger/messaging';
import { usageMeteredMessage } from '../../integration/outbound/usage-metered.message.js';
import type { TimeZone } from '../../organisations/time-zone.js';
import type { RatesOf } from '../../rate-card/remembered-rates.js';
import type { ReportedRun } from '../domain/group-by-run.js';
import type { IntakePlan } from '../domain/plan-intake.js';
import type { SettledIntake } from '../domain/settle-intake.js';
import type { RunFacts } from './add-usage-to-runs.js';
import { photoDigest } from './photo-digest.js';
import type { IncomingUsage } from './usage-intake.js';

export type ChargedBatch = {
  readonly incoming: readonly IncomingUsage[];
  readonly plan: IntakePlan;
  readonly settled: SettledIntake;
  /** What the runs fixed, parallel to the plan's runs. */
  readonly runFacts: readonly RunFacts[];
  readonly chargeIdOf: (charge: number) => string;
  readonly zones: ReadonlyMap<OrganisationId, TimeZone>;
  readonly ratesOf: RatesOf;
  readonly acceptedAt: Instant;
};

/** One message per run and usage type with anything new to pay. What was all charged before, or is free, says nothing. */
export function chargeMessages(batch: ChargedBatch): OutboxMessage[] {
  return batch.plan.charges.flatMap(({ run, usageType }, index) => {
    const charge = batch.settled.charges[index];
    if (charge === undefined) return [];
    const { first, reports } = batch.plan.runs[run] as ReportedRun;
    const chargeId = batch.chargeIdOf(index);
    const runFacts = batch.runFacts[run];
    const { rateCardVersion, rateOverrideVersion } = batch.ratesOf(first.organisationId);
    const timeZone = batch.zones.get(first.organisationId);
    const cause = batch.incoming[reports.find((of) => batch.settled.reports[of]?.charges.includes(index)) ?? -1];
    invariant(runFacts && timeZone && cause, `the charge of run ${first.runId} lacks its cause`);
    return usageMeteredMessage({
      organisationId: first.organisationId,
      chargeId,
      runId: first.runId,
      usageType,
      runUsageType: first.usage.type ?? 'PHOTO_PROCESSING',
      credits: charge.credits,
      photoEvent: runFacts.photoEvent,
      photoCount: charge.photoKeys.length,
      photoDigest: photoDigest(charge.photoKeys),
      rateCardVersion,
      rateOverrideVersion,
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
