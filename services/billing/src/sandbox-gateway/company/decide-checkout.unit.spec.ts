import { describe, expect, it } from '@jest/globals';
import { CHECKOUT_DECISIONS, type CheckoutDecision, type CheckoutState, decideCheckout } from './decide-checkout.js';

const answerOf = (state: CheckoutState, decision: CheckoutDecision): string => {
  try {
    return decideCheckout(state, decision);
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('a checkout at the sandbox', () => {
  it.each([
    ['OPEN', ['PAID', 'DECLINED', 'CANCELLED']],
    ['DECLINED', ['PAID', 'DECLINED', 'sandbox.checkout_decided']],
    ['CANCELLED', ['PAID', 'sandbox.checkout_decided', 'CANCELLED']],
    ['PAID', ['PAID', 'sandbox.checkout_decided', 'sandbox.checkout_decided']],
  ] as const)('that is %s answers approve, decline and cancel with %j', (state, answers) => {
    expect(CHECKOUT_DECISIONS.map((decision) => answerOf(state, decision))).toEqual(answers);
  });
});
