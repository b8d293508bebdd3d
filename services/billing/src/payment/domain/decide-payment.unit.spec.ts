import { describe, expect, it } from '@jest/globals';
import { money, parseCurrency, parseInstant, parseOrganisationId, plusMs, SYSTEM_ACTOR } from '@credit-ledger/kernel';
import type { OrderId } from '../../order/domain/order.js';
import { decideCheckoutNotOpened, decideForgedReturn, decideOverdue, decidePayment } from './decide-payment.js';
import type { GatewayOutcome, GatewayReport } from './gateway-report.js';
import type { Payment, PaymentId, PaymentState } from './payment.js';

const AMOUNT = money(177_000n, parseCurrency('INR'));
const STATES = ['PENDING', 'FAILED', 'ABANDONED', 'COMPLETED'] as const;

const payment = (state: PaymentState): Payment => ({
  paymentId: 'payment-1' as PaymentId,
  organisationId: parseOrganisationId('acme'),
  orderId: 'order-1' as OrderId,
  type: 'CREDITS',
  state,
  reason: undefined,
  flag: undefined,
  amount: AMOUNT,
  gateway: 'sandbox',
  checkout: { checkoutId: 'checkout-1', checkoutUrl: 'http://gateway.example/checkout-1' },
  gatewayPaymentId: state === 'COMPLETED' ? 'pay-1' : undefined,
  startedBy: SYSTEM_ACTOR,
  startedAt: parseInstant('2026-11-21T09:30:00Z'),
  completedAt: undefined,
  consistencyToken: undefined,
  creditsAddedAt: undefined,
});

const report = (outcome: GatewayOutcome, amount = AMOUNT): GatewayReport => ({
  paymentId: 'payment-1' as PaymentId,
  checkoutId: 'checkout-1',
  amount,
  outcome,
});
const paid = (gatewayPaymentId = 'pay-1', amount = AMOUNT) => report({ type: 'PAID', gatewayPaymentId }, amount);

describe('what a report of the gateway does to a payment', () => {
  it.each(['PENDING', 'FAILED', 'ABANDONED'] as const)('completes a %s payment that was paid', (state) => {
    expect(decidePayment(payment(state), paid())).toEqual({ type: 'complete', gatewayPaymentId: 'pay-1' });
  });

  it('leaves a completed payment alone when told again', () => {
    expect(decidePayment(payment('COMPLETED'), paid())).toEqual({ type: 'keep' });
  });

  it('flags a completed payment that was paid a second time', () => {
    expect(decidePayment(payment('COMPLETED'), paid('pay-2'))).toEqual({ type: 'flag', flag: 'PAID_TWICE' });
  });

  it.each([money(176_999n, AMOUNT.currency), money(177_001n, AMOUNT.currency), money(177_000n, parseCurrency('USD'))])(
    'flags a payment of another amount or currency instead of completing it',
    (amount) => {
      expect(decidePayment(payment('PENDING'), paid('pay-1', amount))).toEqual({
        type: 'flag',
        flag: 'AMOUNT_MISMATCH',
      });
    },
  );

  it.each([
    ['DECLINED', 'FAILED', 'declined'],
    ['CANCELLED', 'ABANDONED', 'cancelled'],
  ] as const)('ends a pending payment that was %s as %s, and no other', (type, state, reason) => {
    const answers = STATES.map((from) => decidePayment(payment(from), report({ type })));
    expect(answers).toEqual([{ type: 'end', state, reason }, ...Array(3).fill({ type: 'keep' })]);
  });

  it('changes nothing while the checkout is open', () => {
    const answers = STATES.map((from) => decidePayment(payment(from), report({ type: 'OPEN' })));
    expect(answers).toEqual(Array(4).fill({ type: 'keep' }));
  });

  it('fails only what is pending when the return is forged', () => {
    expect(STATES.map((from) => decideForgedReturn(payment(from)).type)).toEqual(['end', 'keep', 'keep', 'keep']);
  });

  it('abandons what is pending once 24 hours have passed, and not a millisecond earlier', () => {
    const after = (ms: number) => decideOverdue(payment('PENDING'), plusMs(payment('PENDING').startedAt, ms)).type;
    expect([after(86_399_999), after(86_400_000)]).toEqual(['keep', 'end']);
    const later = parseInstant('2027-01-01T00:00:00Z');
    expect(STATES.map((from) => decideOverdue(payment(from), later).type)).toEqual(['end', 'keep', 'keep', 'keep']);
  });

  it('fails a payment whose checkout could not be opened', () => {
    expect(decideCheckoutNotOpened(payment('PENDING'))).toEqual({
      type: 'end',
      state: 'FAILED',
      reason: 'checkout_not_opened',
    });
  });
});
