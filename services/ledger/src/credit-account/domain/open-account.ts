import type { CreditAccount } from './credit-account.js';
import type { OpenAccount } from './credit-account.commands.js';
import type { CreditAccountEvent } from './credit-account.events.js';
import { nothingToDo } from './note-message.js';

/** Fixes currency and time zone for ever. Credits or usage of another source may have arrived first. */
export function openAccount({ type, data }: OpenAccount, account: CreditAccount): readonly CreditAccountEvent[] {
  if (account.openedIn !== undefined) return nothingToDo(type, 'the account is open');
  const { region, currency, timeZone, registeredAt } = data;
  return [{ type: 'AccountOpened', data: { region, currency, timeZone, openedAt: registeredAt } }];
}
