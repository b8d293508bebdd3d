import { create, toBinary, type DescMessage, type MessageInitShape } from '@bufbuild/protobuf';
import { billing } from '@credit-ledger/contracts';
import { type ActorId, type Credits, invariant, type OrganisationId } from '@credit-ledger/kernel';
import { type OutboxMessage, TOPICS } from '@credit-ledger/messaging';
import type { Order } from '../../order/domain/order.js';
import type { Organisation, Plan } from '../../organisation/domain/organisation.js';
import type { Payment } from '../../payment/domain/payment.js';
import { GIFT_PRICE } from '../../pricing/domain/price.js';

/** What made a fact true, and when. */
export type Cause = Pick<OutboxMessage, 'correlationId' | 'causationId' | 'time'>;

/** Names are for people and stay here: a stored fact is for ever, and names no one. */
export const organisationRegistered = (organisation: Organisation, cause: Cause): OutboxMessage =>
  fact(billing.OrganisationRegisteredSchema, organisation.organisationId, cause, {
    region: organisation.region,
    currency: organisation.currency,
    timeZone: organisation.timeZone,
    registeredAt: organisation.registeredAt,
    actorId: organisation.registeredBy,
  });

/** An organisation registers once, so its own id makes the id of what it is given for it. */
export const trialCreditsGranted = (organisation: Organisation, credits: Credits, cause: Cause): OutboxMessage =>
  fact(billing.CreditsGrantedSchema, organisation.organisationId, cause, {
    additionId: `trial-${organisation.organisationId}`,
    source: billing.AdditionSource.FREE_CREDITS,
    credits,
    unitPrice: GIFT_PRICE,
    currency: organisation.currency,
    grantedAt: organisation.registeredAt,
    actorId: organisation.registeredBy,
  });

/** The payment id is the addition id: however often this is said, the credits are added once. */
export const purchasedCreditsGranted = (payment: Payment, { purchase }: Order, cause: Cause): OutboxMessage =>
  fact(billing.CreditsGrantedSchema, payment.organisationId, cause, {
    additionId: payment.paymentId,
    source: billing.AdditionSource.PURCHASE,
    credits: purchase.credits,
    unitPrice: purchase.price.unitPrice,
    currency: purchase.price.currency,
    paymentId: payment.paymentId,
    orderId: payment.orderId,
    gateway: payment.gateway,
    grantedAt: completionOf(payment).completedAt,
    actorId: payment.startedBy,
  });

export const paymentCompleted = (payment: Payment, { purchase }: Order, cause: Cause): OutboxMessage =>
  fact(billing.PaymentCompletedSchema, payment.organisationId, cause, {
    paymentId: payment.paymentId,
    orderId: payment.orderId,
    type: billing.PaymentType.CREDITS,
    netMinor: purchase.net.amountMinor,
    taxMinor: purchase.tax.amountMinor,
    totalMinor: purchase.total.amountMinor,
    currency: purchase.price.currency,
    credits: purchase.credits,
    unitPrice: purchase.price.unitPrice,
    gateway: payment.gateway,
    ...completionOf(payment),
    actorId: payment.startedBy,
  });

export const planChanged = (
  organisationId: OrganisationId,
  from: Plan,
  to: Plan,
  actorId: ActorId,
  cause: Cause,
): OutboxMessage =>
  fact(billing.PlanChangedSchema, organisationId, cause, {
    plan: to,
    previousPlan: from,
    changedAt: cause.time,
    actorId,
  });

function fact<Schema extends DescMessage>(
  schema: Schema,
  organisationId: OrganisationId,
  cause: Cause,
  payload: MessageInitShape<Schema>,
): OutboxMessage {
  const message = create(schema, { ...payload, organisationId });
  return { organisationId, topic: TOPICS.billing, type: schema.typeName, payload: toBinary(schema, message), ...cause };
}

function completionOf({ paymentId, completedAt, gatewayPaymentId }: Payment) {
  invariant(completedAt !== undefined && gatewayPaymentId !== undefined, `payment ${paymentId} is not completed`);
  return { completedAt, gatewayPaymentId };
}
