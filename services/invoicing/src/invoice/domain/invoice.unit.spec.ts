import { describe, expect, it } from '@jest/globals';
import { money, parseCredits, parseCurrency, parseInstant, parseOrganisationId } from '@credit-ledger/kernel';
import { type Invoice, invoiceFor, isSameInvoice, type OrderId, type PaymentId } from './invoice.js';

const INR = parseCurrency('INR');
const PAYMENT: Omit<Invoice, 'state'> = {
  paymentId: 'payment-1' as PaymentId,
  organisationId: parseOrganisationId('acme'),
  orderId: 'order-1' as OrderId,
  type: 'CREDITS',
  credits: parseCredits(1_000),
  unitPrice: '1.50',
  net: money(150_000n, INR),
  tax: money(27_000n, INR),
  total: money(177_000n, INR),
  completedAt: parseInstant('2026-11-21T09:30:00Z'),
};

describe('what will be invoiced', () => {
  it('waits for billing details, with the amounts as paid', () => {
    expect(invoiceFor(PAYMENT)).toEqual({ ...PAYMENT, state: 'WAITING_FOR_BILLING' });
  });

  it('is refused when net and tax are not the total', () => {
    expect(() => invoiceFor({ ...PAYMENT, total: money(176_999n, INR) })).toThrow('are not its total');
  });

  it.each<[string, Partial<Invoice>]>([
    ['payment', { paymentId: 'payment-2' as PaymentId }],
    ['organisation', { organisationId: parseOrganisationId('rival') }],
    ['order', { orderId: 'order-2' as OrderId }],
    ['number of credits', { credits: parseCredits(1_001) }],
    ['unit price', { unitPrice: '1.5' }],
    ['net amount', { net: money(1n, INR) }],
    ['tax', { tax: money(1n, INR) }],
    ['currency', { total: money(177_000n, parseCurrency('USD')) }],
  ])('is not the same with another %s', (_, change) => {
    const invoice = invoiceFor(PAYMENT);
    expect(isSameInvoice(invoice, { ...invoice })).toBe(true);
    expect(isSameInvoice(invoice, { ...invoice, ...change })).toBe(false);
  });

  it('is the same when billing completed the payment once more, at another time', () => {
    const invoice = invoiceFor(PAYMENT);
    const again = { ...invoice, completedAt: parseInstant('2026-11-22T09:30:00Z') };
    expect(isSameInvoice(invoice, again)).toBe(true);
  });
});
