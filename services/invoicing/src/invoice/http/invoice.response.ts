import { toJsonInteger, toJsonMoney } from '@credit-ledger/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { toCursor } from '@credit-ledger/nest-platform';
import type { Invoice } from '../domain/invoice.js';
import type { InvoicePage } from '../queries/list-invoices.query.js';

class MoneyResponse {
  @ApiProperty({ example: 177_000, description: 'Whole minor units: cents, paise.' })
  readonly amountMinor!: number;

  @ApiProperty({ example: 'INR', description: 'ISO 4217' })
  readonly currency!: string;
}

export class InvoiceResponse {
  @ApiProperty({ example: '019aa5b1-3c5e-7d4a-9f0b-2a6c8e1d4f70' })
  readonly paymentId!: string;

  @ApiProperty({ example: '019aa5b1-3c5d-7e21-8a3c-5b7d9f1e2a40' })
  readonly orderId!: string;

  @ApiProperty({ example: 'CREDITS', enum: ['CREDITS'] })
  readonly type!: string;

  @ApiProperty({ example: 'WAITING_FOR_BILLING', enum: ['WAITING_FOR_BILLING'] })
  readonly state!: string;

  @ApiProperty({ example: 1_000 })
  readonly credits!: number;

  @ApiProperty({ example: '1.50', description: 'Of one credit, in major units, as an exact decimal.' })
  readonly unitPrice!: string;

  @ApiProperty()
  readonly net!: MoneyResponse;

  @ApiProperty()
  readonly tax!: MoneyResponse;

  @ApiProperty()
  readonly total!: MoneyResponse;

  @ApiProperty({ example: '2026-11-21T09:30:00.000Z', description: 'When the payment was completed.' })
  readonly completedAt!: string;
}

export class InvoicePageResponse {
  @ApiProperty({ type: [InvoiceResponse] })
  readonly items!: InvoiceResponse[];

  @ApiProperty({ type: String, nullable: true, example: null })
  readonly nextCursor!: string | null;
}

export const toInvoicePageResponse = ({ invoices, next }: InvoicePage): InvoicePageResponse => ({
  items: invoices.map(toInvoiceResponse),
  nextCursor: next === undefined ? null : toCursor(next),
});

const toInvoiceResponse = (invoice: Invoice): InvoiceResponse => ({
  paymentId: invoice.paymentId,
  orderId: invoice.orderId,
  type: invoice.type,
  state: invoice.state,
  credits: toJsonInteger(invoice.credits),
  unitPrice: invoice.unitPrice,
  net: toJsonMoney(invoice.net),
  tax: toJsonMoney(invoice.tax),
  total: toJsonMoney(invoice.total),
  completedAt: invoice.completedAt,
});
