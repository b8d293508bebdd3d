import { failpoint, type Clock, type Instant, type OrganisationId } from '@credit-ledger/kernel';
import type { Outbox, OutboxMessage, SqlSession } from '@credit-ledger/messaging';
import type { OrganisationDirectory } from '../../organisations/organisation-directory.js';
import type { TimeZone } from '../../organisations/time-zone.js';
import { RememberedRateCard } from '../../rate-card/remembered-rate-card.js';
import { planIntake, type IntakePlan } from '../domain/plan-intake.js';
import { settleIntake, type PhotoCounts } from '../domain/settle-intake.js';
import type { UsageReport } from '../domain/usage-report.js';
import { addUsageToRuns } from './add-usage-to-runs.js';
import { chargeMessages } from './charge-messages.js';
import { insertPhotoCharges } from './insert-photo-charges.js';
import { keepPendingUsage } from './keep-pending-usage.js';
import { lastSequences } from './last-sequences.js';

/** A report and the message it came in. */
export type IncomingUsage = {
  readonly report: UsageReport;
  readonly messageId: string;
  readonly correlationId: string;
};

export type UsageOutcome =
  /**
   * Counted on its run. `chargeId` is there when a photo was new. `sequence` is the message by which all its photos are
   * told to the ledger: the last of the organisation when they had been charged before; missing when it never charged.
   */
  | {
      readonly kind: 'counted';
      readonly counts: PhotoCounts;
      readonly chargeId: string | undefined;
      readonly sequence: bigint | undefined;
    }
  /** Kept until the organisation registers, then counted by itself. */
  | { readonly kind: 'pending' };

export type UsageIntakeOptions = {
  readonly outbox: Outbox;
  readonly organisations: OrganisationDirectory;
  readonly clock: Clock;
  readonly newChargeId: () => string;
};

/**
 * Turns reports into charges, the same way for every channel. A photo is charged once, however the reports are split,
 * merged, repeated or processed at the same time: `photo_charges` is what makes a report idempotent.
 */
export class UsageIntake {
  private readonly rateCard = new RememberedRateCard();

  constructor(private readonly options: UsageIntakeOptions) {}

  /**
   * Accepts a batch in the caller's transaction, with a handful of statements whatever its size. Everything is locked in
   * one order: photos by key, runs by id, then the organisations' sequences.
   * @returns what became of each report, parallel to `incoming`.
   */
  async accept(session: SqlSession, incoming: readonly IncomingUsage[]): Promise<readonly UsageOutcome[]> {
    const acceptedAt = this.options.clock.now();
    const zones = await this.options.organisations.timeZonesOf(session, organisationsOf(incoming));
    const known = incoming.filter(({ report }) => zones.has(report.organisationId));
    const counted = await this.count(session, known, zones, acceptedAt);
    if (known.length === incoming.length) return counted;
    await keepPendingUsage(
      session,
      incoming.filter(({ report }) => !zones.has(report.organisationId)),
      acceptedAt,
    );
    const remaining = counted.values();
    return incoming.map(({ report }) =>
      zones.has(report.organisationId) ? (remaining.next().value as UsageOutcome) : { kind: 'pending' },
    );
  }

  private async count(
    session: SqlSession,
    incoming: readonly IncomingUsage[],
    zones: ReadonlyMap<OrganisationId, TimeZone>,
    acceptedAt: Instant,
  ): Promise<readonly UsageOutcome[]> {
    if (incoming.length === 0) return [];
    const rateCard = await this.rateCard.get(session, acceptedAt);
    const plan = planIntake(
      incoming.map(({ report }) => report),
      rateCard,
      acceptedAt,
    );
    const chargeIds = plan.runs.map(() => this.options.newChargeId());
    const newKeys = await insertPhotoCharges(session, { plan, chargeIds, chargedAt: acceptedAt });
    failpoint('intake.photos-inserted');
    const settled = settleIntake(plan, (key) => newKeys.has(key));
    const { facts: runFacts, rateCardVersion } = await addUsageToRuns(session, plan, settled, acceptedAt);
    this.rateCard.confirm(rateCard, rateCardVersion);
    failpoint('intake.runs-counted');
    const told = chargeMessages({ incoming, plan, settled, runFacts, chargeIds, zones, rateCard, acceptedAt });
    const sequences = await this.tell(session, told, plan);
    failpoint('intake.charges-appended');
    return plan.reports.map(({ run }, index): UsageOutcome => {
      const counts = settled.reports[index] as PhotoCounts;
      const chargeId = counts.newPhotos > 0 ? chargeIds[run] : undefined;
      const sequence = sequences.get(plan.runs[run]?.first.organisationId as OrganisationId);
      return { kind: 'counted', counts, chargeId, sequence };
    });
  }

  /** The last sequence of every organisation of the batch, whether this batch charged it or an earlier one did. */
  private async tell(
    session: SqlSession,
    told: readonly OutboxMessage[],
    plan: IntakePlan,
  ): Promise<ReadonlyMap<OrganisationId, bigint>> {
    const { outbox } = this.options;
    const given = await outbox.append(session, told);
    const sequences = new Map(given.map(({ organisationId, sequence }) => [organisationId, sequence]));
    const silent = new Set(plan.runs.map(({ first }) => first.organisationId).filter((id) => !sequences.has(id)));
    if (silent.size === 0) return sequences;
    return new Map([...sequences, ...(await lastSequences(session, outbox.source, [...silent]))]);
  }
}

function* organisationsOf(incoming: readonly IncomingUsage[]): Generator<OrganisationId> {
  for (const { report } of incoming) yield report.organisationId;
}
