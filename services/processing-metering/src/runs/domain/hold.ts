import {
  addCredits,
  credits,
  NO_CREDITS,
  subtractCredits,
  type Brand,
  type Credits,
  type Instant,
} from '@credit-ledger/kernel';

export type HoldId = Brand<string, 'HoldId'>;

/**
 * What metering knows of the run's latest hold. `chargedBefore` is what the run had been charged when the hold was asked
 * for: hold and charges reach the ledger in one sequence, so every later charge is drawn from the hold.
 */
export type Hold =
  | { readonly status: 'NONE' }
  | {
      readonly status: 'PENDING';
      readonly holdId: HoldId;
      readonly requested: Credits;
      readonly chargedBefore: Credits;
    }
  | (PlacedHold & {
      readonly status: 'OPEN';
      /** Not before this; usage since then is looked at when it has come. */
      readonly expiresAt: Instant;
    })
  /** Nobody used it for a day, and the ledger was told; it has yet to say that it released what is left. */
  | (PlacedHold & { readonly status: 'EXPIRING' })
  | { readonly status: 'CLOSED'; readonly holdId: HoldId; readonly refusal: HoldRefusal | undefined };

type PlacedHold = { readonly holdId: HoldId; readonly granted: Credits; readonly chargedBefore: Credits };

/** Why a hold was closed without ever being placed: what was available then, negative in debt. */
export type HoldRefusal = { readonly requested: Credits; readonly available: Credits };

export const NO_HOLD: Hold = { status: 'NONE' };

/** What an open hold can still pay for, as far as metering knows: what it reported, not what the ledger has charged. */
export function leftInHold(hold: Hold & { readonly status: 'OPEN' }, charged: Credits): Credits {
  const left = subtractCredits(hold.granted, subtractCredits(charged, hold.chargedBefore));
  return left > NO_CREDITS ? left : NO_CREDITS;
}

export const extended = <Placed extends Hold & PlacedHold>(hold: Placed, added: Credits): Placed => ({
  ...hold,
  granted: addCredits(hold.granted, added),
});

/** A further hold asks for what the estimate still leaves open, at least one credit: an estimate may have been too low. */
export const furtherHold = (estimate: Credits, charged: Credits): Credits =>
  estimate > charged ? subtractCredits(estimate, charged) : credits(1n);
