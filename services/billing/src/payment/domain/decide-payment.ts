import { assertNever, type Instant, plusMs } from '@credit-ledger/kernel';
import type { GatewayReport } from './gateway-report.js';
import type { Payment, PaymentFlag } from './payment.js';

export type PaymentDecision =
  | { readonly type: 'complete'; readonly gatewayPaymentId: string }
  | { readonly type: 'end'; readonly state: 'FAILED' | 'ABANDONED'; readonly reason: string }
  | { readonly type: 'flag'; readonly flag: PaymentFlag }
  | { readonly type: 'keep' };

/**
 * What a report of the gateway means for a payment. A proof of payment completes it from PENDING, FAILED and ABANDONED
 * alike, because money taken is never ignored; anything less than a proof only ends what is still pending. The caller
 * holds the payment's row lock, so of any number of reports exactly one finds the payment not yet completed.
 */
export function decidePayment(payment: Payment, { outcome, amount }: GatewayReport): PaymentDecision {
  switch (outcome.type) {
    case 'PAID':
      if (payment.state === 'COMPLETED') return repeatedProof(payment, outcome.gatewayPaymentId);
      if (amount.currency !== payment.amount.currency || amount.amountMinor !== payment.amount.amountMinor) {
        return { type: 'flag', flag: 'AMOUNT_MISMATCH' };
      }
      return { type: 'complete', gatewayPaymentId: outcome.gatewayPaymentId };
    case 'DECLINED':
      return endPending(payment, 'FAILED', 'declined');
    case 'CANCELLED':
      return endPending(payment, 'ABANDONED', 'cancelled');
    case 'OPEN':
      return { type: 'keep' };
    default:
      return assertNever(outcome);
  }
}

/** A browser came back with a signature that is not the gateway's: what is pending fails, all else stays as it is. */
export const decideForgedReturn = (payment: Payment): PaymentDecision => endPending(payment, 'FAILED', 'bad_signature');

/** The gateway did not open a checkout. */
export const decideCheckoutNotOpened = (payment: Payment): PaymentDecision =>
  endPending(payment, 'FAILED', 'checkout_not_opened');

/** How long a payment may stay pending. */
export const PENDING_AT_MOST_MS = 24 * 60 * 60 * 1_000;

/** The gateway was asked and knows of no payment: what has been pending for 24 hours is abandoned. */
export const decideOverdue = (payment: Payment, now: Instant): PaymentDecision =>
  plusMs(payment.startedAt, PENDING_AT_MOST_MS) <= now ? endPending(payment, 'ABANDONED', 'overdue') : { type: 'keep' };

const endPending = (payment: Payment, state: 'FAILED' | 'ABANDONED', reason: string): PaymentDecision =>
  payment.state === 'PENDING' ? { type: 'end', state, reason } : { type: 'keep' };

const repeatedProof = (payment: Payment, gatewayPaymentId: string): PaymentDecision =>
  payment.gatewayPaymentId === gatewayPaymentId ? { type: 'keep' } : { type: 'flag', flag: 'PAID_TWICE' };
