import { toJsonInteger } from '@credit-ledger/kernel';
import { ApiProperty } from '@nestjs/swagger';
import type { CreditPurchase } from '../domain/credit-purchase.js';
import { MoneyResponse, toMoneyResponse } from './money.response.js';

export class TaxLineResponse {
  @ApiProperty({ example: 'GST' })
  readonly name!: string;

  @ApiProperty({ example: '18' })
  readonly percent!: string;

  @ApiProperty()
  readonly amount!: MoneyResponse;
}

/** Credits and what they cost. total = net + tax. */
export class PurchaseResponse {
  @ApiProperty({ example: 1_000 })
  readonly credits!: number;

  @ApiProperty({ example: '1.50', description: 'Of one credit, in major units, as an exact decimal.' })
  readonly unitPrice!: string;

  @ApiProperty({ example: 'INR' })
  readonly currency!: string;

  @ApiProperty()
  readonly net!: MoneyResponse;

  @ApiProperty({ type: [TaxLineResponse] })
  readonly taxLines!: TaxLineResponse[];

  @ApiProperty()
  readonly tax!: MoneyResponse;

  @ApiProperty()
  readonly total!: MoneyResponse;
}

export const toPurchaseResponse = (purchase: CreditPurchase): PurchaseResponse => ({
  credits: toJsonInteger(purchase.credits),
  unitPrice: purchase.price.unitPrice,
  currency: purchase.price.currency,
  net: toMoneyResponse(purchase.net),
  taxLines: purchase.taxLines.map((line) => ({ ...line, amount: toMoneyResponse(line.amount) })),
  tax: toMoneyResponse(purchase.tax),
  total: toMoneyResponse(purchase.total),
});
