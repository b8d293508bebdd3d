import { assertNever } from '@credit-ledger/kernel';
import { addCredits } from './add-credits.js';
import { balanceMarks } from './balance-marks.js';
import { chargeUsage } from './charge-usage.js';
import type { CreditAccount } from './credit-account.js';
import type { CreditAccountCommand } from './credit-account.commands.js';
import type { CreditAccountEvent } from './credit-account.events.js';
import { endRun } from './end-run.js';
import { expireHold } from './expire-hold.js';
import { noteMessage } from './note-message.js';
import { openAccount } from './open-account.js';
import { placeHold } from './place-hold.js';
import { refundUsage } from './refund-usage.js';
import { reversePurchase } from './reverse-purchase.js';
import { setLowBalanceThreshold } from './set-low-balance-threshold.js';

/**
 * Decides a command on an account. Pure: no clock, no randomness, no IO. Never refuses a message by throwing, because every
 * handled one must leave an event; a redelivery, known by its sequence, leaves none. What staff asks for over HTTP may be
 * refused so.
 */
export function decide(command: CreditAccountCommand, account: CreditAccount): readonly CreditAccountEvent[] {
  if (isRedelivery(command, account)) return [];
  const decided = decideOne(command, account);
  const marks = balanceMarks(account, decided);
  return marks.length === 0 ? decided : [...decided, ...marks];
}

function decideOne(command: CreditAccountCommand, account: CreditAccount): readonly CreditAccountEvent[] {
  switch (command.type) {
    case 'OpenAccount':
      return openAccount(command, account);
    case 'AddCredits':
      return addCredits(command, account);
    case 'PlaceHold':
      return placeHold(command, account);
    case 'ExpireHold':
      return expireHold(command, account);
    case 'ChargeUsage':
      return chargeUsage(command, account);
    case 'EndRun':
      return endRun(command, account);
    case 'RefundUsage':
      return refundUsage(command, account);
    case 'ReversePurchase':
      return reversePurchase(command, account);
    case 'SetLowBalanceThreshold':
      return setLowBalanceThreshold(command, account);
    case 'NoteMessage':
      return noteMessage(command);
    default:
      return assertNever(command);
  }
}

function isRedelivery({ metadata: { source, sequence } }: CreditAccountCommand, account: CreditAccount): boolean {
  return sequence !== undefined && sequence <= (account.sequences.get(source) ?? 0n);
}
