import { credits, type Instant, money, parseCurrency, parseOrganisationId } from '@credit-ledger/kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigintColumn, instantColumn, textColumn } from '@credit-ledger/nest-platform';
import type { Invoice, OrderId, PaymentId } from './domain/invoice.js';

/** One payment that will be invoiced. */
@Entity('invoices')
export class InvoiceEntity {
  @PrimaryColumn({ name: 'payment_id', type: 'uuid' })
  paymentId!: string;

  @Column(textColumn('organisation_id'))
  organisationId!: string;

  @Column({ name: 'order_id', type: 'uuid' })
  orderId!: string;

  @Column(textColumn('type'))
  type!: Invoice['type'];

  @Column(textColumn('state'))
  state!: Invoice['state'];

  @Column(bigintColumn('credits'))
  credits!: bigint;

  @Column(textColumn('unit_price'))
  unitPrice!: string;

  @Column(bigintColumn('net_minor'))
  netMinor!: bigint;

  @Column(bigintColumn('tax_minor'))
  taxMinor!: bigint;

  @Column(bigintColumn('total_minor'))
  totalMinor!: bigint;

  @Column(textColumn('currency'))
  currency!: string;

  @Column(instantColumn('completed_at'))
  completedAt!: Instant;
}

export function invoiceFromRow(row: InvoiceEntity): Invoice {
  const currency = parseCurrency(row.currency);
  return {
    paymentId: row.paymentId as PaymentId,
    organisationId: parseOrganisationId(row.organisationId),
    orderId: row.orderId as OrderId,
    type: row.type,
    state: row.state,
    credits: credits(row.credits),
    unitPrice: row.unitPrice,
    net: money(row.netMinor, currency),
    tax: money(row.taxMinor, currency),
    total: money(row.totalMinor, currency),
    completedAt: row.completedAt,
  };
}

export const invoiceToRow = ({ net, tax, total, ...invoice }: Invoice): InvoiceEntity => ({
  ...invoice,
  netMinor: net.amountMinor,
  taxMinor: tax.amountMinor,
  totalMinor: total.amountMinor,
  currency: total.currency,
});
