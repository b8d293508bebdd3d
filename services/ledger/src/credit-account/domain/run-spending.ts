import {
  addCredits,
  invariant,
  minCredits,
  NO_CREDITS,
  subtractCredits,
  type Credits,
  type RunId,
} from '@credit-ledger/kernel';
import type {
  CreditAccountEvent,
  DebtRepaid,
  PhotoEvent,
  UsageCharged,
  UsageRefunded,
} from './credit-account.events.js';
import type { Portion } from './draw-down.js';
import { joinPins } from './hold.js';
import type { Lot, LotId } from './lot.js';

/** What credits of a lot cost. */
export type CostBasis = Pick<Lot, 'unitPrice' | 'currency'>;

/**
 * What a run was charged and which lots paid for it, summed up from all events of its account. A refund needs it; the
 * account's state does not keep it, because it would grow with every run there ever was. This grows with the account's
 * lots, and with how often the run changed from one to another.
 */
export class RunSpending {
  charged: Credits = NO_CREDITS;
  refunded: Credits = NO_CREDITS;
  /** What it found no credits for and nobody has repaid. */
  owed: Credits = NO_CREDITS;
  /** What lots paid and did not get back, the latest last. */
  paid: readonly Portion[] = [];
  /** Of the run, as its charges froze them; undefined as long as there is none. */
  run: { readonly runUsageType: string; readonly photoEvent: PhotoEvent } | undefined;
  /** How many corrections the account had, of whatever run or purchase. */
  corrections = 0;
  private readonly costs = new Map<LotId, CostBasis>();

  constructor(readonly runId: RunId) {}

  /** All of what it was charged that was not given back before. */
  get refundable(): Credits {
    return subtractCredits(this.charged, this.refunded);
  }

  /** Takes in the account's next event. */
  take({ type, data }: CreditAccountEvent): void {
    if (type === 'CreditsAdded') this.remember(data.lotId, data);
    else if (type === 'UsageCharged') this.takeCharge(data);
    else if (type === 'DebtRepaid') this.takeRepayments(data);
    else if (type === 'UsageRefunded') this.takeRefund(data);
    else if (type === 'PurchaseReversed') this.corrections += 1;
  }

  costOf(lotId: LotId): CostBasis {
    const cost = this.costs.get(lotId);
    invariant(cost !== undefined, `lot ${lotId} was never opened`);
    return cost;
  }

  private takeCharge({ runId, runUsageType, photoEvent, credits, drawdowns, overrun }: UsageCharged['data']): void {
    if (runId !== this.runId) return;
    this.run = { runUsageType, photoEvent };
    this.charged = addCredits(this.charged, credits);
    this.owed = addCredits(this.owed, overrun);
    this.pay(drawdowns);
  }

  private takeRepayments({ repayments }: DebtRepaid['data']): void {
    const own = repayments.filter(({ owed }) => owed.type === 'USAGE' && owed.id === this.runId);
    for (const { credits } of own) this.owed = subtractCredits(this.owed, credits);
    this.pay(own);
  }

  private takeRefund({ runId, credits, forgiven, lots }: UsageRefunded['data']): void {
    this.corrections += 1;
    for (const lot of lots) this.remember(lot.lotId, lot);
    if (runId !== this.runId) return;
    this.refunded = addCredits(this.refunded, credits);
    this.owed = subtractCredits(this.owed, forgiven);
    for (const lot of lots) this.paid = withoutLatest(this.paid, { lotId: lot.sourceLotId, credits: lot.credits });
  }

  private remember(lotId: LotId, { unitPrice, currency }: CostBasis): void {
    this.costs.set(lotId, { unitPrice, currency });
  }

  private pay(portions: readonly Portion[]): void {
    for (const { lotId, credits } of portions) this.paid = joinPins(this.paid, [{ lotId, credits }]);
  }
}

/** Takes credits of one lot off what it paid, off the latest first. */
function withoutLatest(paid: readonly Portion[], returned: Portion): readonly Portion[] {
  let left = returned.credits;
  return paid
    .toReversed()
    .map((portion) => {
      if (portion.lotId !== returned.lotId) return portion;
      const taken = minCredits(portion.credits, left);
      left = subtractCredits(left, taken);
      return { lotId: portion.lotId, credits: subtractCredits(portion.credits, taken) };
    })
    .filter(({ credits }) => credits > NO_CREDITS)
    .toReversed();
}
