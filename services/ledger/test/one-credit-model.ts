/**
 * An independent model of the credit account, naive on purpose: every credit is an object, and every rule is applied one
 * credit at a time. It shares no code with the decider that it checks.
 */
type Lot = { readonly id: string; readonly rank: number; readonly day: number; readonly price: string };
type Credit = { readonly lot: Lot; pinnedBy: string | undefined };
type Hold = { id: string; granted: number; pins: Credit[] };
/** Every credit that a run was charged and that was not given back: the lot it came from. */
type Run = { charged: number; refunded: number; readonly paidBy: Lot[] };
type Purchase = { readonly bought: number; reversed: number };

const RANKS = ['FREE_CREDITS', 'INCLUDED', 'ADMIN_GRANT', 'REFUND', 'PURCHASE'];
// Whatever is refunded is refunded later than anything was added.
const REFUND_DAY = 1_000;

export class OneCreditModel {
  /** What everybody was told, in order. */
  readonly marks: string[] = [];
  private credits: Credit[] = [];
  private readonly holds = new Map<string, Hold>();
  private owed: string[] = [];
  private readonly additions = new Set<string>();
  private readonly runs = new Map<string, Run>();
  private readonly purchases = new Map<string, Purchase>();
  private lastPurchase = 0;
  private ownThreshold: number | undefined;
  private wasAboveThreshold = false;
  private wasAboveZero = false;
  private isDepleted = false;

  add(id: string, source: string, amount: number, day: number): void {
    if (this.additions.has(id)) return;
    this.additions.add(id);
    const isPurchase = source === 'PURCHASE';
    if (isPurchase) {
      this.purchases.set(id, { bought: amount, reversed: 0 });
      this.lastPurchase = amount;
    }
    this.openLot({ id, rank: RANKS.indexOf(source), day, price: isPurchase ? '1.50' : '0' }, amount);
    this.repay();
    this.mark();
  }

  hold(run: string, amount: number, id: string): void {
    for (let i = 0; i < amount; i++) this.pinOne(run, id);
  }

  holdAll(run: string, amount: number, id: string): void {
    if (this.credits.filter(({ pinnedBy }) => pinnedBy === undefined).length >= amount) this.hold(run, amount, id);
  }

  charge(run: string, amount: number): void {
    for (let i = 0; i < amount; i++) this.chargeOne(run);
    this.mark();
  }

  end(run: string): void {
    for (const credit of this.holds.get(run)?.pins ?? []) credit.pinnedBy = undefined;
    this.holds.delete(run);
    this.repay();
  }

  expire(run: string, holdId: string): void {
    if (this.holds.get(run)?.id === holdId) this.end(run);
  }

  /** Whether it was not refused. */
  refund(name: string, amount: number, id: string): boolean {
    const run = this.runs.get(name);
    if (run === undefined || amount > run.charged - run.refunded) return false;
    run.refunded += amount;
    const returned: Lot[] = [];
    for (let i = 0; i < amount; i++) {
      const debt = this.owed.indexOf(name);
      if (debt === -1) returned.push(run.paidBy.pop() as Lot);
      else this.owed.splice(debt, 1);
    }
    for (const [index, source] of [...new Set(returned)].entries()) {
      const lot = { id: `${id}-${index + 1}`, rank: RANKS.indexOf('REFUND'), day: REFUND_DAY, price: source.price };
      this.openLot(lot, returned.filter((one) => one === source).length);
    }
    this.repay();
    this.mark();
    return true;
  }

  /** Whether it was not refused. */
  reverse(payment: string, amount: number, forced: boolean, id: string): boolean {
    const purchase = this.purchases.get(payment);
    if (purchase === undefined || amount > purchase.bought - purchase.reversed) return false;
    const isOwn = (credit: Credit) => credit.lot.id === payment && credit.pinnedBy === undefined;
    if (!forced && this.credits.filter(isOwn).length < amount) return false;
    purchase.reversed += amount;
    for (let i = 0; i < amount; i++) {
      const credit = this.credits.find(isOwn) ?? this.firstFree();
      if (credit === undefined) this.owed.push(id);
      else this.credits.splice(this.credits.indexOf(credit), 1);
    }
    this.mark();
    return true;
  }

  threshold(amount: number | undefined): void {
    this.ownThreshold = amount;
    this.mark();
  }

  private chargeOne(name: string): void {
    const run = this.runs.get(name) ?? { charged: 0, refunded: 0, paidBy: [] };
    this.runs.set(name, run);
    run.charged++;
    const hold = this.holds.get(name);
    const credit = hold === undefined ? this.firstFree() : hold.pins.shift();
    if (credit === undefined) {
      // One run's debt stays together, at the place of its oldest.
      const last = this.owed.lastIndexOf(name);
      this.owed.splice(last === -1 ? this.owed.length : last + 1, 0, name);
      return;
    }
    run.paidBy.push(credit.lot);
    this.credits.splice(this.credits.indexOf(credit), 1);
    if (hold === undefined) return;
    if (hold.pins.length < hold.granted / 5) {
      const extension = Math.ceil(hold.granted / 4);
      for (let i = 0; i < extension; i++) this.pinOne(name, hold.id);
    }
    if (hold.pins.length === 0) this.holds.delete(name);
  }

  private pinOne(run: string, id: string): void {
    const credit = this.firstFree();
    if (credit === undefined) return;
    credit.pinnedBy = run;
    const hold = this.holds.get(run) ?? { id, granted: 0, pins: [] };
    hold.id = id;
    hold.granted++;
    hold.pins.push(credit);
    this.holds.set(run, hold);
  }

  private openLot(lot: Lot, amount: number): void {
    for (let i = 0; i < amount; i++) this.credits.push({ lot, pinnedBy: undefined });
    this.credits.sort((a, b) => a.lot.rank - b.lot.rank || a.lot.day - b.lot.day || (a.lot.id < b.lot.id ? -1 : 1));
  }

  private repay(): void {
    while (this.owed.length > 0) {
      const credit = this.firstFree();
      if (credit === undefined) return;
      this.credits.splice(this.credits.indexOf(credit), 1);
      this.runs.get(this.owed.shift() as string)?.paidBy.push(credit.lot);
    }
  }

  private mark(): void {
    const balance = this.credits.length - this.owed.length;
    const threshold = this.ownThreshold ?? Math.max(100, Math.ceil(this.lastPurchase / 10));
    if (this.wasAboveThreshold && balance <= threshold) this.marks.push(`low ${balance} ${threshold}`);
    this.wasAboveThreshold = balance > threshold;
    if (this.wasAboveZero && balance <= 0) this.marks.push(`depleted ${balance}`);
    if (this.isDepleted && balance > 0) this.marks.push(`restored ${balance}`);
    this.isDepleted = balance <= 0 && (this.isDepleted || this.wasAboveZero);
    this.wasAboveZero = balance > 0;
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
      prices: [...new Map(this.credits.map(({ lot }) => [lot.id, lot.price]))],
      pinned: tally(this.credits.filter((credit) => credit.pinnedBy).map((credit) => credit.lot.id)),
      holds: [...this.holds]
        .map(([run, hold]) => ({
          ...{ run, id: hold.id, granted: hold.granted },
          pins: hold.pins.map((credit) => credit.lot.id),
        }))
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
