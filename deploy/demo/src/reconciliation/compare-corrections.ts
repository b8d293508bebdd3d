import type { AccountHistory, Refusal } from './account-history.js';
import type { Differences } from './differences.js';
import type { Refund } from './run-payments.js';
import type { ToldFigures, ToldRefund, ToldRefusal } from './told-figures.js';

/** What was refused and what was given back, as answered at the time, against the events. */
export function compareCorrections(differences: Differences, told: ToldFigures, history: AccountHistory): void {
  const { refunds, refusals } = history;
  differences.compare('refused runs', told.refusals.length, refusals.size);
  for (const refusal of told.refusals) {
    compareRefusal(differences, refusal, refusals.get(refusal.runId));
    compareUntouched(differences, refusal.runId, history);
  }
  differences.compare('refunds', told.refunds.length, refunds.size);
  for (const refund of told.refunds) {
    differences.compare(`answer of refund ${refund.refundId}`, textOf(refund), textOf(refunds.get(refund.refundId)));
  }
}

function compareRefusal(differences: Differences, told: ToldRefusal, refusal: Refusal | undefined): void {
  const name = `refused run ${told.runId}`;
  const nothing = 'no refusal';
  differences.compare(`state of ${name}`, told.state, refusal ? 'REFUSED' : nothing);
  differences.compare(`credits that ${name} needs`, told.needed, refusal?.requested ?? nothing);
  differences.compare(`credits that ${name} found`, told.available, refusal?.available ?? nothing);
  differences.compare(`top-up for ${name}`, told.recommendedTopUp, refusal ? topUpFor(refusal) : nothing);
}

/** It was charged nothing, and no credits were ever set aside for it. */
function compareUntouched(differences: Differences, runId: string, { charges, runsWithHold }: AccountHistory): void {
  const charged = [...charges.values()].filter((charge) => charge.runId === runId);
  differences.compare(`charges of refused run ${runId}`, 0, charged.length);
  differences.compare(`refused run ${runId} has a hold`, false, runsWithHold.has(runId));
}

const PURCHASE_MIN = 1_000n;

/** Domain rule "estimates.before-a-run": a tenth more than is needed, beyond what is available, at least the minimum. */
function topUpFor({ requested, available }: Refusal): bigint {
  if (requested <= available) return 0n;
  const spare = (requested * 11n + 9n) / 10n - available;
  return spare > PURCHASE_MIN ? spare : PURCHASE_MIN;
}

function textOf(refund: ToldRefund | Refund | undefined): string {
  if (refund === undefined) return 'no refund';
  const lots = refund.lots.map(({ lotId, sourceLotId, credits }) => `${lotId} of ${sourceLotId} ${credits}`);
  return `${refund.runId} ${refund.credits}, forgiven ${refund.forgiven}, ${lots.join(', ') || 'no lots'}`;
}
