type Portion = { readonly lotId: string; readonly credits: bigint };
type Lot = { remaining: bigint; pinned: bigint; readonly cost: string };

/** What is left in each lot and how much of it is pinned, followed from portion to portion. */
export class LotBook {
  private readonly lots = new Map<string, Lot>();

  constructor(private readonly problems: string[]) {}

  /** `cost` is what one of its credits cost, with the currency. */
  open(lotId: string, credits: bigint, cost: string): void {
    if (this.lots.has(lotId)) this.problems.push(`lot ${lotId} was opened twice`);
    this.lots.set(lotId, { remaining: credits, pinned: 0n, cost });
  }

  /** Takes credits out for good and answers how many. */
  take(portions: readonly Portion[]): bigint {
    return this.change(portions, (lot, credits) => (lot.remaining -= credits));
  }

  costOf(lotId: string): string {
    return this.lots.get(lotId)?.cost ?? 'unknown';
  }

  pin(portions: readonly Portion[]): void {
    this.change(portions, (lot, credits) => (lot.pinned += credits));
  }

  unpin(portions: readonly Portion[]): void {
    this.change(portions, (lot, credits) => (lot.pinned -= credits));
  }

  get remaining(): bigint {
    return this.total((lot) => lot.remaining);
  }

  get pinned(): bigint {
    return this.total((lot) => lot.pinned);
  }

  private change(portions: readonly Portion[], apply: (lot: Lot, credits: bigint) => void): bigint {
    let changed = 0n;
    for (const { lotId, credits } of portions) {
      changed += credits;
      const lot = this.lots.get(lotId);
      if (lot === undefined) {
        this.problems.push(`lot ${lotId} was never opened`);
        continue;
      }
      apply(lot, credits);
      if (lot.remaining < 0n) this.problems.push(`lot ${lotId} was overdrawn by ${-lot.remaining}`);
      if (lot.pinned < 0n) this.problems.push(`lot ${lotId} was released ${-lot.pinned} more than was pinned`);
      if (lot.pinned > lot.remaining && lot.remaining >= 0n) {
        this.problems.push(`lot ${lotId} has ${lot.pinned} pinned and only ${lot.remaining} left`);
      }
    }
    return changed;
  }

  private total(of: (lot: Lot) => bigint): bigint {
    let total = 0n;
    for (const lot of this.lots.values()) total += of(lot);
    return total;
  }
}
