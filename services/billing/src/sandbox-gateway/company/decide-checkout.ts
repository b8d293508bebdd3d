import { DomainError } from '@credit-ledger/kernel';
import type { SandboxMessage } from '../sandbox-message.js';

export const CHECKOUT_DECISIONS = ['approve', 'decline', 'cancel'] as const;
export type CheckoutDecision = (typeof CHECKOUT_DECISIONS)[number];

export type CheckoutState = SandboxMessage['state'];

const STATE_AFTER = { approve: 'PAID', decline: 'DECLINED', cancel: 'CANCELLED' } as const satisfies Record<
  CheckoutDecision,
  CheckoutState
>;

/**
 * A customer who declined or cancelled may still go back and pay, as with any real gateway; that is how a payment that
 * failed here can turn out to be paid. What is paid stays paid. Deciding the same again changes nothing.
 *
 * @throws CheckoutDecidedError
 */
export function decideCheckout(state: CheckoutState, decision: CheckoutDecision): CheckoutState {
  const next = STATE_AFTER[decision];
  if (next === state || state === 'OPEN' || (state !== 'PAID' && next === 'PAID')) return next;
  throw new CheckoutDecidedError(state);
}

export class CheckoutDecidedError extends DomainError {
  readonly code = 'sandbox.checkout_decided';

  constructor(state: CheckoutState) {
    super(`the checkout is ${state} already`, { state });
  }
}

export class CheckoutNotFoundError extends DomainError {
  readonly code = 'sandbox.checkout_not_found';

  constructor() {
    super('there is no such checkout');
  }
}
