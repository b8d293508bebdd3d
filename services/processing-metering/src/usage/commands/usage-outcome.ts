import type { DomainError, OrganisationId } from '@credit-ledger/kernel';
import type { ChargedUsageType, IntakePlan, PlannedCharge } from '../domain/plan-intake.js';
import type { PhotoCounts, SettledIntake, SettledReport } from '../domain/settle-intake.js';

/** What became of a report. */
export type UsageOutcome =
  /**
   * Counted on its run, with the charges that pay for what was new. `sequence` is the message by which all its photos are
   * told to the ledger: the last of the organisation when they had been charged before; missing when it never charged.
   */
  | {
      readonly kind: 'counted';
      readonly counts: PhotoCounts;
      readonly charges: readonly { readonly chargeId: string; readonly usageType: ChargedUsageType }[];
      readonly sequence: bigint | undefined;
    }
  /** Kept until the organisation registers, then counted by itself. */
  | { readonly kind: 'pending' }
  /** Refused for good, by a rule that only the run's row decides. */
  | { readonly kind: 'refused'; readonly error: DomainError };

/** Of the reports of a plan, in their order. `sequences` are the last ones of their organisations. */
export function outcomesOf(
  plan: IntakePlan,
  settled: SettledIntake,
  chargeIdOf: (charge: number) => string,
  sequences: ReadonlyMap<OrganisationId, bigint>,
): UsageOutcome[] {
  return plan.reports.map(({ run }, index): UsageOutcome => {
    const { counts, charges } = settled.reports[index] as SettledReport;
    const sequence = sequences.get(plan.runs[run]?.first.organisationId as OrganisationId);
    const told = charges.filter((charge) => settled.charges[charge] !== undefined);
    const named = told.map((charge) => ({
      chargeId: chargeIdOf(charge),
      usageType: (plan.charges[charge] as PlannedCharge).usageType,
    }));
    return { kind: 'counted', counts, charges: named, sequence };
  });
}
