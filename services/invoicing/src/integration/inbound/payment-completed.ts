import { billing } from '@credit-ledger/contracts';
import {
  DomainError,
  InvalidValueError,
  money,
  parseCredits,
  parseCurrency,
  parseInstant,
  parseOrganisationId,
} from '@credit-ledger/kernel';
import { type MessageRoute, route } from '@credit-ledger/messaging';
import type { CommandBus } from '@nestjs/cqrs';
import type { ManagerSession } from '../../database/manager-session.js';
import { RecordPayment } from '../../invoice/commands/record-payment.command.js';
import type { Invoice, OrderId, PaymentId } from '../../invoice/domain/invoice.js';

/** What invoicing learns from billing: the payments that were completed. Everything else there is for others. */
export const billingRoutes = (commands: CommandBus): readonly MessageRoute<ManagerSession>[] => [
  route<typeof billing.PaymentCompletedSchema, ManagerSession>(
    billing.PaymentCompletedSchema,
    async (message, _, session) => {
      await commands.execute(new RecordPayment(session, toPayment(message)));
    },
  ),
];

/** @throws InvalidValueError | UnknownPaymentTypeError, which make a dead letter of the message. */
export function toPayment(message: billing.PaymentCompleted): Omit<Invoice, 'state'> {
  const currency = parseCurrency(message.currency);
  return {
    paymentId: uuid(message.paymentId, 'paymentId') as PaymentId,
    organisationId: parseOrganisationId(message.organisationId),
    orderId: uuid(message.orderId, 'orderId') as OrderId,
    type: typeOf(message.type),
    credits: parseCredits(message.credits, 'credits', 1n),
    unitPrice: decimal(message.unitPrice, 'unitPrice'),
    net: money(notNegative(message.netMinor, 'netMinor'), currency),
    tax: money(notNegative(message.taxMinor, 'taxMinor'), currency),
    total: money(notNegative(message.totalMinor, 'totalMinor'), currency),
    completedAt: parseInstant(message.completedAt, 'completedAt'),
  };
}

function typeOf(type: billing.PaymentType): Invoice['type'] {
  // A type that is newer than this service waits among the dead letters until it is understood: it has to be invoiced.
  if (type !== billing.PaymentType.CREDITS) throw new UnknownPaymentTypeError(type);
  return 'CREDITS';
}

function uuid(value: string, field: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value))
    throw new InvalidValueError(field, 'must be a UUID in lower case');
  return value;
}

function decimal(value: string, field: string): string {
  if (!/^\d{1,9}(\.\d{1,6})?$/.test(value)) throw new InvalidValueError(field, 'must be a decimal such as "1.50"');
  return value;
}

function notNegative(value: bigint, field: string): bigint {
  if (value < 0n) throw new InvalidValueError(field, 'must not be negative');
  return value;
}

export class UnknownPaymentTypeError extends DomainError {
  readonly code = 'invoicing.unknown_payment_type';

  constructor(type: number) {
    super(`nobody knows how to invoice payments of type ${type}`, { type });
  }
}
