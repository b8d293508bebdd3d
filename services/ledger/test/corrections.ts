import type { CreditAccountCommand } from '../src/credit-account/domain/credit-account.commands.js';
import type { CreditAccountEvent } from '../src/credit-account/domain/credit-account.events.js';
import { PurchaseHistory } from '../src/credit-account/domain/purchase-history.js';
import { RunSpending } from '../src/credit-account/domain/run-spending.js';

/** What staff asks for: it may be refused, and is made once by the id of its message. */
export const isByStaff = ({ type }: CreditAccountCommand): boolean =>
  type === 'RefundUsage' || type === 'ReversePurchase' || type === 'SetLowBalanceThreshold';

/** The command with what it has to have read of the account, when these were its events. */
export function informed(command: CreditAccountCommand, events: readonly CreditAccountEvent[]): CreditAccountCommand {
  if (command.type === 'RefundUsage') {
    const spending = new RunSpending(command.data.spending.runId);
    for (const event of events) spending.take(event);
    return { ...command, data: { ...command.data, spending } };
  }
  if (command.type === 'ReversePurchase') {
    const purchase = new PurchaseHistory(command.data.purchase.paymentId);
    for (const event of events) purchase.take(event);
    return { ...command, data: { ...command.data, purchase } };
  }
  return command;
}
