import { NO_CREDITS, subtractCredits, type Credits } from '@credit-ledger/kernel';
import {
  CreditsAlreadySpentError,
  OutdatedHistoryError,
  PurchaseNotFoundError,
  ReversalExceedsPurchaseError,
} from './correction-errors.js';
import { owing, type CreditAccount } from './credit-account.js';
import type { ReversePurchase } from './credit-account.commands.js';
import type { PurchaseReversed } from './credit-account.events.js';
import { drawDown } from './draw-down.js';
import type { LotId } from './lot.js';
import type { PurchaseHistory } from './purchase-history.js';

/**
 * Takes back credits of a purchase: what is free of its own lot; and, forced, then what is free of other lots in draw-down
 * order; and what finds nothing is owed. What is held stays with its run.
 *
 * @throws OutdatedHistoryError when `purchase` is not what it was any more.
 * @throws PurchaseNotFoundError | ReversalExceedsPurchaseError | CreditsAlreadySpentError
 */
export function reversePurchase({ data }: ReversePurchase, account: CreditAccount): readonly PurchaseReversed[] {
  const { purchase, reversalId, credits, forced, reason, reversedAt } = data;
  if (account.corrections !== purchase.corrections) throw new OutdatedHistoryError();
  const lotId = assertReversible(purchase, credits);
  const own = drawDown(
    account.lots.filter((lot) => lot.lotId === lotId),
    credits,
  );
  if (!forced && own.shortfall > NO_CREDITS) {
    throw new CreditsAlreadySpentError(credits, subtractCredits(credits, own.shortfall), purchase);
  }
  const others = drawDown(
    account.lots.filter((lot) => lot.lotId !== lotId),
    own.shortfall,
  );
  const removals = [...own.portions, ...others.portions];
  const owed = owing(account, others.shortfall);
  const { paymentId } = purchase;
  return [
    { type: 'PurchaseReversed', data: { reversalId, paymentId, credits, removals, owed, forced, reason, reversedAt } },
  ];
}

/** @throws PurchaseNotFoundError | ReversalExceedsPurchaseError */
function assertReversible(purchase: PurchaseHistory, credits: Credits): LotId {
  if (purchase.lotId === undefined) throw new PurchaseNotFoundError(purchase.paymentId);
  if (credits > purchase.reversible) throw new ReversalExceedsPurchaseError(credits, purchase);
  return purchase.lotId;
}
