import {
  addCredits,
  credits,
  minCredits,
  NO_CREDITS,
  subtractCredits,
  sumCredits,
  type Brand,
  type Credits,
  type RunId,
} from '@credit-ledger/kernel';
import type { Portion } from './draw-down.js';

export type HoldId = Brand<string, 'HoldId'>;

/** Credits set aside for a run. */
export type Hold = {
  /** The id of the latest hold placed for the run. */
  readonly holdId: HoldId;
  readonly runId: RunId;
  /** All it was ever granted, extensions included: the measure for when little is left. */
  readonly granted: Credits;
  /** What is left of it, in the order it was pinned, which is the order it is spent in. Never empty. */
  readonly pins: readonly Portion[];
};

const remainingOf = (hold: Hold): Credits => sumCredits(hold.pins.map((pin) => pin.credits));

/** What a charge does to a hold: how far it grows first, how much it pays, and whether it is used up. */
export type HoldUse = { readonly extension: Credits; readonly paid: Credits; readonly exhausted: boolean };

// A hold is extended when less than a fifth is left, by a quarter of all it was granted: the least that restores a fifth.
const LITTLE_LEFT = 5n;
const EXTENSION_PARTS = 4n;

/**
 * Spends `amount` from the hold exactly as if every credit were charged by itself: after each one, when less than a fifth
 * of the hold is left, it is extended from what is free. So splitting or merging charges changes nothing. Runs in steps
 * from one extension to the next; each grows the hold by a quarter, so there are few.
 */
export function useHold(hold: Hold, amount: Credits, free: Credits): HoldUse {
  let granted: bigint = hold.granted;
  let left: bigint = remainingOf(hold);
  let freeLeft: bigint = free;
  let unpaid: bigint = amount;
  while (unpaid > 0n && left > 0n) {
    const spent = min(unpaid, freeLeft > 0n ? untilLittleIsLeft(left, granted) : left);
    unpaid -= spent;
    left -= spent;
    if (left * LITTLE_LEFT < granted) {
      const extension = min(ceilDivide(granted, EXTENSION_PARTS), freeLeft);
      granted += extension;
      left += extension;
      freeLeft -= extension;
    }
  }
  return {
    extension: subtractCredits(free, credits(freeLeft)),
    paid: subtractCredits(amount, credits(unpaid)),
    exhausted: left === 0n,
  };
}

/** Pins in the order they were made; neighbours of one lot become one, so that extensions do not lengthen the list. */
export function joinPins(pins: readonly Portion[], more: readonly Portion[]): readonly Portion[] {
  const [last, first] = [pins.at(-1), more[0]];
  if (last === undefined || first === undefined || last.lotId !== first.lotId) return [...pins, ...more];
  const joined = { lotId: last.lotId, credits: addCredits(last.credits, first.credits) };
  return [...pins.slice(0, -1), joined, ...more.slice(1)];
}

/** Takes `amount` off the front of the pins. */
export function spendPins(
  pins: readonly Portion[],
  amount: Credits,
): { readonly spent: readonly Portion[]; readonly left: readonly Portion[] } {
  const spent: Portion[] = [];
  const left: Portion[] = [];
  let unpaid = amount;
  for (const pin of pins) {
    const taken = minCredits(pin.credits, unpaid);
    if (taken > NO_CREDITS) spent.push({ lotId: pin.lotId, credits: taken });
    if (taken < pin.credits) left.push({ lotId: pin.lotId, credits: subtractCredits(pin.credits, taken) });
    unpaid = subtractCredits(unpaid, taken);
  }
  return { spent, left };
}

/** How many credits may be spent, at least one, until less than a fifth of the hold is left. */
const untilLittleIsLeft = (left: bigint, granted: bigint): bigint => {
  const steps = left - (ceilDivide(granted, LITTLE_LEFT) - 1n);
  return steps > 1n ? steps : 1n;
};

const min = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const ceilDivide = (a: bigint, b: bigint): bigint => (a + b - 1n) / b;
