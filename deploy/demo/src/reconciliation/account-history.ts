import type { StoredEvent } from '@credit-ledger/event-sourcing';
import { readAccountEvent, type AccountEvent } from './account-event.js';
import { LotBook } from './lot-book.js';
import { localMonth } from './local-month.js';
import { PurchaseReversals, type Reversal } from './purchase-reversals.js';
import { RunPayments, type Refund } from './run-payments.js';

export type Addition = {
  readonly additionId: string;
  readonly source: string;
  readonly credits: bigint;
  readonly paymentId: string | undefined;
};

export type Charge = {
  readonly chargeId: string;
  readonly runId: string;
  readonly usageType: string;
  readonly credits: bigint;
  readonly photoCount: bigint;
  readonly photoDigest: string;
  readonly chargedAt: string;
  /** Of `chargedAt`, in the organisation's time zone. */
  readonly month: string;
  /** Of the report that caused it: tells by which way it came in. */
  readonly correlationId: string;
};

export type Refusal = { readonly requested: bigint; readonly available: bigint };

type DataOf<Type extends AccountEvent['type']> = Extract<AccountEvent, { type: Type; data: unknown }>['data'];

/**
 * Everything that can be summed up from the events of one account, read once in order. It decides nothing and shares no
 * code with the ledger: that is what makes it a second opinion.
 */
export class AccountHistory {
  readonly additions = new Map<string, Addition>();
  readonly charges = new Map<string, Charge>();
  readonly refunds = new Map<string, Refund>();
  readonly reversals = new Map<string, Reversal>();
  /** By run: its latest, and which runs ever had credits set aside. */
  readonly refusals = new Map<string, Refusal>();
  readonly runsWithHold = new Set<string>();
  /** What can only be wrong, whatever anybody tells: credits that came from nowhere, ids that are there twice. */
  readonly problems: string[] = [];
  readonly lots = new LotBook(this.problems);
  private readonly payments = new RunPayments(this.problems);
  private readonly purchases = new PurchaseReversals(this.problems);
  events = 0;
  holdsExhausted = 0;
  private owed = 0n;
  private repaid = 0n;

  add(event: StoredEvent): void {
    this.events += 1;
    const read = readAccountEvent(event);
    switch (read.type) {
      case 'CreditsAdded':
        return this.addCredits(read.data);
      case 'UsageCharged':
        return this.charge(read.data, event.metadata.correlationId);
      case 'DebtRepaid':
        return this.repay(read.data);
      case 'UsageRefunded':
        return this.refund(read.data);
      case 'PurchaseReversed':
        return this.reverse(read.data);
      case 'HoldRefused':
        this.refusals.set(read.data.runId, read.data);
        return;
      case 'HoldPlaced':
        this.runsWithHold.add(read.data.runId);
        return this.lots.pin(read.data.pins);
      case 'HoldExtended':
        return this.lots.pin(read.data.pins);
      case 'HoldReleased':
        return this.lots.unpin(read.data.returned);
      case 'HoldExhausted':
        this.holdsExhausted += 1;
        return;
      case 'unreadable':
        this.problems.push(read.problem);
        return;
      case 'irrelevant':
        return;
    }
  }

  /** Refunds included: they are additions too. */
  get added(): bigint {
    return sum([...this.additions.values(), ...this.refunds.values()].map(({ credits }) => credits));
  }

  get charged(): bigint {
    return sum([...this.charges.values()].map(({ credits }) => credits));
  }

  /** Taken back from purchases. */
  get removed(): bigint {
    return sum([...this.reversals.values()].map(({ credits }) => credits));
  }

  get balance(): bigint {
    return this.added - this.charged - this.removed;
  }

  get debt(): bigint {
    return this.owed - this.repaid;
  }

  private addCredits(data: DataOf<'CreditsAdded'>): void {
    const { additionId, source, credits, paymentId } = data;
    if (this.additions.has(additionId)) this.problems.push(`addition ${additionId} was made twice`);
    this.additions.set(additionId, { additionId, source, credits, paymentId });
    this.lots.open(data.lotId, credits, costOf(data));
    if (source === 'PURCHASE' && paymentId !== undefined) this.purchases.buy(paymentId, data);
  }

  private charge(data: DataOf<'UsageCharged'>, correlationId: string): void {
    const { chargeId, runId, usageType, credits, photoCount, photoDigest, drawdowns, overrun, chargedAt } = data;
    if (this.charges.has(chargeId)) this.problems.push(`charge ${chargeId} was made twice`);
    const month = localMonth(chargedAt, data.timeZone);
    const paidFor = { usageType, photoCount, photoDigest };
    this.charges.set(chargeId, { chargeId, runId, credits, ...paidFor, chargedAt, month, correlationId });
    this.lots.unpin(drawdowns.filter(({ held }) => held));
    const paid = this.lots.take(drawdowns);
    if (paid + overrun !== credits) {
      this.problems.push(`charge ${chargeId} of ${credits} credits took ${paid} and owes ${overrun}`);
    }
    this.owed += overrun;
    this.payments.pay(runId, drawdowns);
    this.payments.owe(runId, overrun);
  }

  private repay({ repayments }: DataOf<'DebtRepaid'>): void {
    this.repaid += this.lots.take(repayments);
    for (const { owed, ...portion } of repayments) {
      if (owed.type === 'USAGE') this.payments.repay(owed.id, portion);
      else this.purchases.repay(owed.id, portion.credits);
    }
  }

  private refund(data: DataOf<'UsageRefunded'>): void {
    const { refundId, forgiven, lots } = data;
    if (this.refunds.has(refundId)) this.problems.push(`refund ${refundId} was made twice`);
    this.refunds.set(refundId, data);
    this.payments.refund(data);
    this.owed -= forgiven;
    for (const lot of lots) {
      const { lotId, sourceLotId, credits } = lot;
      const [cost, paid] = [costOf(lot), this.lots.costOf(sourceLotId)];
      if (cost !== paid) this.problems.push(`lot ${lotId} costs ${cost} and its source ${sourceLotId} ${paid}`);
      this.lots.open(lotId, credits, cost);
    }
  }

  private reverse(data: DataOf<'PurchaseReversed'>): void {
    const { reversalId, removals, owed } = data;
    if (this.reversals.has(reversalId)) this.problems.push(`reversal ${reversalId} was made twice`);
    this.reversals.set(reversalId, data);
    this.lots.take(removals);
    this.owed += owed;
    this.purchases.reverse(data);
  }
}

const costOf = ({ unitPrice, currency }: { readonly unitPrice: string; readonly currency: string }): string =>
  `${unitPrice} ${currency}`;

export const sum = (amounts: Iterable<bigint>): bigint => {
  let total = 0n;
  for (const amount of amounts) total += amount;
  return total;
};
