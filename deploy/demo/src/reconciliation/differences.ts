/** A figure that is not what it should be. */
export type Difference = { readonly figure: string; readonly told: string; readonly derived: string };

type Comparable = string | number | bigint | boolean;

/** Collects what differs. Every comparison is exact: there is no tolerance anywhere. */
export class Differences {
  private readonly found: Difference[] = [];
  private comparisons = 0;

  /** `told` is what somebody says, `derived` what the raw facts say. */
  compare(figure: string, told: Comparable, derived: Comparable): void {
    this.comparisons += 1;
    if (String(told) === String(derived)) return;
    this.found.push({ figure, told: String(told), derived: String(derived) });
  }

  get compared(): number {
    return this.comparisons;
  }

  get all(): readonly Difference[] {
    return this.found;
  }
}
