import { failpoint, type Clock, type Instant, type OrganisationId } from '@credit-ledger/kernel';
import type { Outbox, OutboxMessage, SqlSession } from '@credit-ledger/messaging';
import type { OrganisationDirectory } from '../../organisations/organisation-directory.js';
import type { TimeZone } from '../../organisations/time-zone.js';
import { RememberedRates } from '../../rate-card/remembered-rates.js';
import { mismatchesOf } from '../domain/agree-on-usage-type.js';
import type { ReportedRun } from '../domain/group-by-run.js';
import { planIntake, type IntakePlan } from '../domain/plan-intake.js';
import { settleIntake } from '../domain/settle-intake.js';
import { settleShares } from '../domain/settle-shares.js';
import type { UsageReport } from '../domain/usage-report.js';
import { addUsageToRuns, type RunFacts } from './add-usage-to-runs.js';
import { chargeMessages } from './charge-messages.js';
import { countFailures } from './count-failures.js';
import { insertPhotoCharges } from './insert-photo-charges.js';
import { insertRunImages } from './insert-run-images.js';
import { keepPendingUsage } from './keep-pending-usage.js';
import { lastSequences } from './last-sequences.js';
import { RememberedRunTypes } from './remembered-run-types.js';
import { outcomesOf, type UsageOutcome } from './usage-outcome.js';

/** A report and the message it came in. */
export type IncomingUsage = {
  readonly report: UsageReport;
  readonly messageId: string;
  readonly correlationId: string;
};

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
  private readonly rates = new RememberedRates();
  private readonly runTypes = new RememberedRunTypes();

  constructor(private readonly options: UsageIntakeOptions) {}

  /**
   * Accepts a batch in the caller's transaction, with a handful of statements whatever its size. Everything is locked in
   * one order: photos by key, images of runs by key, runs by id, then the organisations' sequences.
   * @returns what became of each report, parallel to `incoming`.
   */
  async accept(session: SqlSession, incoming: readonly IncomingUsage[]): Promise<readonly UsageOutcome[]> {
    const acceptedAt = this.options.clock.now();
    const zones = await this.options.organisations.timeZonesOf(session, organisationsOf(incoming));
    const isKnown = ({ report }: IncomingUsage): boolean => zones.has(report.organisationId);
    const refusals = mismatchesOf(
      incoming.map(({ report }) => report),
      this.runTypes.get,
    );
    const toCount = incoming.filter((usage, index) => isKnown(usage) && !refusals.has(index));
    const counted = await this.count(session, toCount, zones, acceptedAt);
    if (toCount.length === incoming.length) return counted;
    const pending = incoming.filter((usage) => !isKnown(usage));
    if (pending.length > 0) await keepPendingUsage(session, pending, acceptedAt);
    const remaining = counted.values();
    return incoming.map((usage, index): UsageOutcome => {
      if (!isKnown(usage)) return { kind: 'pending' };
      const error = refusals.get(index);
      return error === undefined ? (remaining.next().value as UsageOutcome) : { kind: 'refused', error };
    });
  }

  private async count(
    session: SqlSession,
    incoming: readonly IncomingUsage[],
    zones: ReadonlyMap<OrganisationId, TimeZone>,
    acceptedAt: Instant,
  ): Promise<readonly UsageOutcome[]> {
    if (incoming.length === 0) return [];
    const ratesOf = await this.rates.get(session, acceptedAt);
    const reports = incoming.map(({ report }) => report);
    const plan = planIntake(reports, ratesOf, acceptedAt);
    const chargeIds: string[] = [];
    const chargeIdOf = (charge: number): string => (chargeIds[charge] ??= this.options.newChargeId());
    const toInsert = { plan, chargeIdOf, chargedAt: acceptedAt };
    const newPhotos = await insertPhotoCharges(session, toInsert);
    const newImages = await insertRunImages(session, toInsert);
    failpoint('intake.photos-inserted');
    const found = settleIntake(plan, (key) => newPhotos.has(key) || newImages.has(key));
    const { facts, inForce } = await addUsageToRuns(session, plan, found, acceptedAt);
    if (!facts.every(isDefined)) return this.runTypes.learn(session, runsWithout(facts, plan));
    this.rates.confirm(ratesOf, inForce);
    await countFailures(session, plan, reports, facts);
    failpoint('intake.runs-counted');
    const shares = facts.map(({ share }) => share);
    const settled = settleShares(plan, found, shares);
    const told = chargeMessages({
      ...{ incoming, plan, settled, runFacts: facts, chargeIdOf, zones, ratesOf, acceptedAt },
    });
    const sequences = await this.tell(session, told, plan);
    failpoint('intake.charges-appended');
    return outcomesOf(plan, settled, chargeIdOf, sequences);
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

const isDefined = <Value>(value: Value | undefined): value is Value => value !== undefined;

const runsWithout = (facts: readonly (RunFacts | undefined)[], { runs }: IntakePlan): ReportedRun[] =>
  runs.filter((_, run) => facts[run] === undefined);

function* organisationsOf(incoming: readonly IncomingUsage[]): Generator<OrganisationId> {
  for (const { report } of incoming) yield report.organisationId;
}
