/**
 * An independent model of the credit account, naive on purpose: every credit is an object, and every rule is applied one
 * credit at a time. It shares no code with the decider that it checks.
 */
type Lot = { readonly id: string; readonly rank: number; readonly day: number };
type Credit = { readonly lot: Lot; pinnedBy: string | undefined };
type Hold = { granted: number; pins: Credit[] };

const RANKS = ['FREE_CREDITS', 'INCLUDED', 'ADMIN_GRANT', 'REFUND', 'PURCHASE'];

export class OneCreditModel {
  private credits: Credit[] = [];
  private readonly holds = new Map<string, Hold>();
  private owed: string[] = [];
  private readonly additions = new Set<string>();

  add(id: string, source: string, amount: number, day: number): void {
    if (this.additions.has(id)) return;
    this.additions.add(id);
    const lot = { id, rank: RANKS.indexOf(source), day };
    for (let i = 0; i < amount; i++) this.credits.push({ lot, pinnedBy: undefined });
    this.credits.sort((a, b) => a.lot.rank - b.lot.rank || a.lot.day - b.lot.day || (a.lot.id < b.lot.id ? -1 : 1));
    this.repay();
  }

  hold(run: string, amount: number): void {
    for (let i = 0; i < amount; i++) this.pinOne(run);
  }

  charge(run: string, amount: number): void {
    for (let i = 0; i < amount; i++) this.chargeOne(run);
  }

  end(run: string): void {
    for (const credit of this.holds.get(run)?.pins ?? []) credit.pinnedBy = undefined;
    this.holds.delete(run);
    this.repay();
  }

  private chargeOne(run: string): void {
    const hold = this.holds.get(run);
    const credit = hold === undefined ? this.firstFree() : hold.pins.shift();
    if (credit === undefined) {
      // One run's debt stays together, at the place of its oldest.
      const last = this.owed.lastIndexOf(run);
      this.owed.splice(last === -1 ? this.owed.length : last + 1, 0, run);
      return;
    }
    this.credits.splice(this.credits.indexOf(credit), 1);
    if (hold === undefined) return;
    if (hold.pins.length < hold.granted / 5) {
      const extension = Math.ceil(hold.granted / 4);
      for (let i = 0; i < extension; i++) this.pinOne(run);
    }
    if (hold.pins.length === 0) this.holds.delete(run);
  }

  private pinOne(run: string): void {
    const credit = this.firstFree();
    if (credit === undefined) return;
    credit.pinnedBy = run;
    const hold = this.holds.get(run) ?? { granted: 0, pins: [] };
    hold.granted++;
    hold.pins.push(credit);
    this.holds.set(run, hold);
  }

  private repay(): void {
    while (this.owed.length > 0) {
      const credit = this.firstFree();
      if (credit === undefined) return;
      this.credits.splice(this.credits.indexOf(credit), 1);
      this.owed.shift();
    }
  }

  private firstFree(): Credit | undefined {
    return this.credits.find((credit) => credit.pinnedBy === undefined);
  }

  /** Comparable with the real account's. */
  view() {
    return {
      balance: this.credits.length - this.owed.length,
      held: this.credits.filter((credit) => credit.pinnedBy !== undefined).length,
      lots: tally(this.credits.map((credit) => credit.lot.id)),
      pinned: tally(this.credits.filter((credit) => credit.pinnedBy).map((credit) => credit.lot.id)),
      holds: [...this.holds]
        .map(([run, hold]) => ({ run, granted: hold.granted, pins: hold.pins.map((credit) => credit.lot.id) }))
        .sort((a, b) => (a.run < b.run ? -1 : 1)),
      debt: tally(this.owed),
    };
  }
}

/** Counts equal names, keeping the order of their first appearance. */
export function tally(names: readonly string[]): (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts];
}
