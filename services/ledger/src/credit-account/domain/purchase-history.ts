import { addCredits, NO_CREDITS, subtractCredits, type Credits } from '@credit-ledger/kernel';
import type { CreditAccountEvent, CreditsAdded } from './credit-account.events.js';
import type { LotId } from './lot.js';

/**
 * What a payment bought and how much of it was taken back, summed up from all events of its account. A reversal needs it;
 * the account's state forgets a purchase whose lot is spent.
 */
export class PurchaseHistory {
  /** The lot that it opened; undefined as long as there is none. */
  lotId: LotId | undefined;
  bought: Credits = NO_CREDITS;
  reversed: Credits = NO_CREDITS;
  /** How many corrections the account had, of whatever run or purchase. */
  corrections = 0;

  constructor(readonly paymentId: string) {}

  /** All of what was bought that was not taken back before. */
  get reversible(): Credits {
    return subtractCredits(this.bought, this.reversed);
  }

  /** Takes in the account's next event. */
  take({ type, data }: CreditAccountEvent): void {
    if (type === 'CreditsAdded') this.takeAddition(data);
    else if (type === 'UsageRefunded') this.corrections += 1;
    else if (type === 'PurchaseReversed') {
      this.corrections += 1;
      if (data.paymentId === this.paymentId) this.reversed = addCredits(this.reversed, data.credits);
    }
  }

  private takeAddition({ source, paymentId, lotId, credits }: CreditsAdded['data']): void {
    if (source !== 'PURCHASE' || paymentId !== this.paymentId) return;
    this.lotId = lotId;
    this.bought = addCredits(this.bought, credits);
  }
}
