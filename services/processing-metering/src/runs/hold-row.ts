import { assertNever, credits, invariant, parseCredits, parseInstant, type Credits } from '@credit-ledger/kernel';
import { NO_HOLD, type Hold, type HoldId, type HoldRefusal } from './domain/hold.js';
import type { RunEntity } from './run.entity.js';

/** The hold's part of a row of `runs`. */
export type HoldColumns = Pick<
  RunEntity,
  `hold${'Status' | 'Id' | 'Requested' | 'Granted' | 'ChargedBefore' | 'ExpiresAt' | 'RefusedAvailable'}`
>;

export function toHold(row: HoldColumns): Hold {
  if (row.holdStatus === 'NONE') return NO_HOLD;
  invariant(row.holdId, `a ${row.holdStatus} hold has no id`);
  const holdId = row.holdId as HoldId;
  const chargedBefore = (): Credits => parseCredits(row.holdChargedBefore, 'hold_charged_before');
  const granted = (): Credits => parseCredits(row.holdGranted, 'hold_granted');
  switch (row.holdStatus) {
    case 'PENDING': {
      const requested = parseCredits(row.holdRequested, 'hold_requested');
      return { status: 'PENDING', holdId, requested, chargedBefore: chargedBefore() };
    }
    case 'OPEN': {
      const expiresAt = parseInstant(row.holdExpiresAt, 'hold_expires_at');
      return { status: 'OPEN', holdId, granted: granted(), chargedBefore: chargedBefore(), expiresAt };
    }
    case 'EXPIRING':
      return { status: 'EXPIRING', holdId, granted: granted(), chargedBefore: chargedBefore() };
    case 'CLOSED':
      return { status: 'CLOSED', holdId, refusal: toRefusal(row) };
    default:
      return assertNever(row.holdStatus);
  }
}

function toRefusal({ holdRequested, holdRefusedAvailable }: HoldColumns): HoldRefusal | undefined {
  if (holdRefusedAvailable === null) return undefined;
  // Negative when the account was in debt.
  return { requested: parseCredits(holdRequested, 'hold_requested'), available: credits(BigInt(holdRefusedAvailable)) };
}

export const holdColumns = (hold: Hold): HoldColumns => ({
  holdStatus: hold.status,
  holdId: hold.status === 'NONE' ? null : hold.holdId,
  holdRequested: requestedOf(hold)?.toString() ?? null,
  holdGranted: 'granted' in hold ? hold.granted.toString() : null,
  holdChargedBefore: 'chargedBefore' in hold ? hold.chargedBefore.toString() : null,
  holdExpiresAt: hold.status === 'OPEN' ? new Date(hold.expiresAt) : null,
  holdRefusedAvailable: hold.status === 'CLOSED' && hold.refusal ? hold.refusal.available.toString() : null,
});

const requestedOf = (hold: Hold): Credits | undefined => {
  if (hold.status === 'PENDING') return hold.requested;
  return hold.status === 'CLOSED' ? hold.refusal?.requested : undefined;
};
