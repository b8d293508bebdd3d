import { minCredits, NO_CREDITS, subtractCredits, type Credits } from '@credit-ledger/kernel';
import { freeOf, type Lot, type LotId } from './lot.js';

/** Credits of one lot. */
export type Portion = { readonly lotId: LotId; readonly credits: Credits };

/** Takes up to `amount` of what is free, lots in draw-down order. `shortfall` is what was not to be had. */
export function drawDown(
  lots: readonly Lot[],
  amount: Credits,
): { readonly portions: readonly Portion[]; readonly shortfall: Credits } {
  const portions: Portion[] = [];
  let missing = amount;
  for (const lot of lots) {
    if (missing === NO_CREDITS) break;
    const taken = minCredits(freeOf(lot), missing);
    if (taken === NO_CREDITS) continue;
    portions.push({ lotId: lot.lotId, credits: taken });
    missing = subtractCredits(missing, taken);
  }
  return { portions, shortfall: missing };
}
