import { NO_CREDITS, subtractCredits, type Credits } from '@credit-ledger/kernel';
import { addShares, NO_SHARE, roundedUp, subtractShares, type Share } from '../../rate-card/domain/share.js';
import { ownCharge, type IntakePlan } from './plan-intake.js';
import type { SettledIntake, SettledReport } from './settle-intake.js';

/**
 * A run that costs shares of a credit is charged what its sum so far, rounded up, has grown by: then it makes no difference
 * how its photos were batched. A batch that the last credit had room for charges nothing.
 * @param runShares the sum of each run, this batch included; parallel to the plan's runs.
 */
export function settleShares(plan: IntakePlan, settled: SettledIntake, runShares: readonly Share[]): SettledIntake {
  if (settled.runs.every(({ share }) => share === NO_SHARE)) return settled;
  const reports = [...settled.reports];
  const charges = [...settled.charges];
  const runs = settled.runs.map((run, position) => {
    if (run.share === NO_SHARE) return run;
    const after = runShares[position] as Share;
    let soFar = subtractShares(after, run.share);
    const credits = growth(soFar, run.share);
    for (const index of plan.runs[position]?.reports ?? []) {
      const report = reports[index] as SettledReport;
      reports[index] = { ...report, counts: { ...report.counts, credits: growth(soFar, report.share) } };
      soFar = addShares(soFar, report.share);
    }
    const charge = charges[ownCharge(position)];
    charges[ownCharge(position)] = charge && credits > NO_CREDITS ? { ...charge, credits } : undefined;
    return { ...run, counts: { ...run.counts, credits } };
  });
  return { reports, runs, charges };
}

const growth = (soFar: Share, added: Share): Credits =>
  subtractCredits(roundedUp(addShares(soFar, added)), roundedUp(soFar));
