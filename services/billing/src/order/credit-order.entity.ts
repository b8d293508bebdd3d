import {
  addMoney,
  credits,
  type Instant,
  money,
  parseActorId,
  parseCurrency,
  parseOrganisationId,
} from '@credit-ledger/kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import {
  bigintColumn,
  instantColumn,
  optionalInstantColumn,
  optionalTextColumn,
  textColumn,
} from '@credit-ledger/nest-platform';
import { parseUnitPrice } from '../pricing/domain/price.js';
import type { Order, OrderId } from './domain/order.js';

/** A credit order with its frozen prices. */
@Entity('credit_orders')
export class CreditOrderEntity {
  @PrimaryColumn({ name: 'order_id', type: 'uuid' })
  orderId!: string;

  @Column(textColumn('organisation_id'))
  organisationId!: string;

  @Column(textColumn('state'))
  state!: Order['state'];

  @Column(bigintColumn('credits'))
  credits!: bigint;

  @Column(textColumn('unit_price'))
  unitPrice!: string;

  @Column(textColumn('currency'))
  currency!: string;

  @Column(bigintColumn('net_minor'))
  netMinor!: bigint;

  @Column(bigintColumn('tax_minor'))
  taxMinor!: bigint;

  @Column(optionalTextColumn('tax_name'))
  taxName!: string | null;

  @Column(optionalTextColumn('tax_percent'))
  taxPercent!: string | null;

  @Column(textColumn('placed_by'))
  placedBy!: string;

  @Column(instantColumn('placed_at'))
  placedAt!: Instant;

  @Column(optionalInstantColumn('fulfilled_at'))
  fulfilledAt!: Instant | null;
}

export function orderFromRow(row: CreditOrderEntity): Order {
  const currency = parseCurrency(row.currency);
  const net = money(row.netMinor, currency);
  const tax = money(row.taxMinor, currency);
  const taxRule =
    row.taxName === null || row.taxPercent === null ? undefined : { name: row.taxName, percent: row.taxPercent };
  return {
    orderId: row.orderId as OrderId,
    organisationId: parseOrganisationId(row.organisationId),
    state: row.state,
    purchase: {
      credits: credits(row.credits),
      price: { currency, unitPrice: parseUnitPrice(row.unitPrice), taxRule },
      net,
      taxLines: taxRule === undefined ? [] : [{ ...taxRule, amount: tax }],
      tax,
      total: addMoney(net, tax),
    },
    placedBy: parseActorId(row.placedBy),
    placedAt: row.placedAt,
    fulfilledAt: row.fulfilledAt ?? undefined,
  };
}

export const orderToRow = ({ purchase, ...order }: Order): CreditOrderEntity => ({
  orderId: order.orderId,
  organisationId: order.organisationId,
  state: order.state,
  credits: purchase.credits,
  unitPrice: purchase.price.unitPrice,
  currency: purchase.price.currency,
  netMinor: purchase.net.amountMinor,
  taxMinor: purchase.tax.amountMinor,
  taxName: purchase.price.taxRule?.name ?? null,
  taxPercent: purchase.price.taxRule?.percent ?? null,
  placedBy: order.placedBy,
  placedAt: order.placedAt,
  fulfilledAt: order.fulfilledAt ?? null,
});
