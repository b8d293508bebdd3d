type Portion = { readonly lotId: string; readonly credits: bigint };

export type Reversal = {
  readonly reversalId: string;
  readonly paymentId: string;
  readonly credits: bigint;
  readonly removals: readonly Portion[];
  /** What was forced, and found nothing. */
  readonly owed: bigint;
  readonly forced: boolean;
};

type Purchase = { readonly lotId: string; left: bigint };

/** What was bought with each payment and what reversals owe, so that no more is taken back than was bought. */
export class PurchaseReversals {
  private readonly purchases = new Map<string, Purchase>();
  private readonly owed = new Map<string, bigint>();

  constructor(private readonly problems: string[]) {}

  buy(paymentId: string, { lotId, credits }: Portion): void {
    this.purchases.set(paymentId, { lotId, left: credits });
  }

  reverse({ reversalId, paymentId, credits, removals, owed, forced }: Reversal): void {
    const name = `reversal ${reversalId}`;
    const purchase = this.purchases.get(paymentId);
    if (purchase === undefined) this.problems.push(`${name} takes back payment ${paymentId}, which bought nothing`);
    else {
      purchase.left -= credits;
      if (purchase.left < 0n) this.problems.push(`${name} takes back ${-purchase.left} more than was bought`);
    }
    let removed = 0n;
    for (const portion of removals) removed += portion.credits;
    if (removed + owed !== credits) {
      this.problems.push(`${name} of ${credits} credits takes ${removed} and owes ${owed}`);
    }
    const isOfOthers = owed > 0n || removals.some(({ lotId }) => lotId !== purchase?.lotId);
    if (!forced && isOfOthers) this.problems.push(`${name} was not forced and takes from others than its own lot`);
    this.owed.set(reversalId, (this.owed.get(reversalId) ?? 0n) + owed);
  }

  /** A lot paid what a reversal owed. */
  repay(reversalId: string, credits: bigint): void {
    const left = (this.owed.get(reversalId) ?? 0n) - credits;
    this.owed.set(reversalId, left);
    if (left < 0n) this.problems.push(`reversal ${reversalId} was repaid ${-left} more than it owes`);
  }
}
