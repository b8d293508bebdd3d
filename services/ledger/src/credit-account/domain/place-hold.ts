import { NO_CREDITS } from '@credit-ledger/kernel';
import { availableOf, type CreditAccount } from './credit-account.js';
import type { PlaceHold } from './credit-account.commands.js';
import type { CreditAccountEvent } from './credit-account.events.js';
import { drawDown } from './draw-down.js';
import { nothingToDo } from './note-message.js';

/**
 * Pins what is free, up to the estimate, in draw-down order. Refused only when nothing is to be had; or, all or nothing,
 * when anything is missing.
 */
export function placeHold({ type, data }: PlaceHold, account: CreditAccount): readonly CreditAccountEvent[] {
  const { holdId, runId, usageType, photoEvent, credits: requested, allOrNothing } = data;
  if (account.holds.get(runId)?.holdId === holdId) return nothingToDo(type, `hold ${holdId} was placed before`);
  const { portions: pins, shortfall } = drawDown(account.lots, requested);
  if (allOrNothing ? shortfall > NO_CREDITS : shortfall === requested) {
    const code = allOrNothing ? 'ledger.insufficient_credits' : 'ledger.no_credits_available';
    const refusal = { available: availableOf(account), code } as const;
    return [{ type: 'HoldRefused', data: { holdId, runId, usageType, photoEvent, requested, ...refusal } }];
  }
  return [{ type: 'HoldPlaced', data: { holdId, runId, usageType, photoEvent, requested, pins } }];
}
