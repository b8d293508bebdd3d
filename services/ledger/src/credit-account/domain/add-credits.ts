import type { CreditAccount } from './credit-account.js';
import type { AddCredits } from './credit-account.commands.js';
import type { CreditAccountEvent, CreditsAdded } from './credit-account.events.js';
import type { LotId } from './lot.js';
import { nothingToDo } from './note-message.js';
import { repayDebt } from './repay-debt.js';
import { evolve } from './evolve.js';

/** Opens a lot, once per addition id, and repays what is owed. */
export function addCredits({ type, data }: AddCredits, account: CreditAccount): readonly CreditAccountEvent[] {
  // The webhook, the browser's return and a recheck may all send the grant: the payment id is granted once.
  if (account.additionIds.has(data.additionId)) return nothingToDo(type, `addition ${data.additionId} was made before`);
  const added: CreditsAdded = {
    type: 'CreditsAdded',
    data: { ...data, lotId: data.additionId as LotId, expiresAt: undefined },
  };
  return [added, ...repayDebt(evolve(account, added))];
}
