import {
  type Brand,
  type Credits,
  DomainError,
  type Instant,
  type Money,
  type OrganisationId,
} from '@credit-ledger/kernel';

export type PaymentId = Brand<string, 'PaymentId'>;
export type OrderId = Brand<string, 'OrderId'>;

/**
 * What a completed payment will be invoiced for, with the amounts exactly as they were paid: an invoice is about money
 * that has moved, and is never computed anew. There is one per payment. It waits until the organisation has given the
 * billing details it needs; numbers are only given at issue.
 */
export type Invoice = {
  readonly paymentId: PaymentId;
  readonly organisationId: OrganisationId;
  readonly orderId: OrderId;
  readonly type: 'CREDITS';
  readonly state: 'WAITING_FOR_BILLING';
  readonly credits: Credits;
  /** Of one credit, in major units, as an exact decimal. */
  readonly unitPrice: string;
  readonly net: Money;
  readonly tax: Money;
  readonly total: Money;
  /** When the payment was completed. */
  readonly completedAt: Instant;
};

/** @throws AmountsDisagreeError unless total = net + tax. */
export function invoiceFor(payment: Omit<Invoice, 'state'>): Invoice {
  const { net, tax, total } = payment;
  if (net.amountMinor + tax.amountMinor !== total.amountMinor) throw new AmountsDisagreeError(payment.paymentId);
  return { ...payment, state: 'WAITING_FOR_BILLING' };
}

/**
 * Whether two say the same of one payment: then hearing of it again is a repetition. Not compared is when it was completed:
 * billing may complete a payment anew after its database was restored, and the first time stands.
 */
export const isSameInvoice = (one: Invoice, other: Invoice): boolean =>
  one.paymentId === other.paymentId &&
  one.organisationId === other.organisationId &&
  one.orderId === other.orderId &&
  one.type === other.type &&
  one.credits === other.credits &&
  one.unitPrice === other.unitPrice &&
  one.net.amountMinor === other.net.amountMinor &&
  one.tax.amountMinor === other.tax.amountMinor &&
  one.total.currency === other.total.currency;

export class AmountsDisagreeError extends DomainError {
  readonly code = 'invoicing.amounts_disagree';

  constructor(paymentId: PaymentId) {
    super(`the net amount and the tax of payment ${paymentId} are not its total`, { paymentId });
  }
}

export class PaymentContradictedError extends DomainError {
  readonly code = 'invoicing.payment_contradicted';

  constructor(paymentId: PaymentId) {
    super(`payment ${paymentId} was told before, with other figures`, { paymentId });
  }
}
