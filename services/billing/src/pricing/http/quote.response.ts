import { toJsonInteger } from '@credit-ledger/kernel';
import { ApiProperty } from '@nestjs/swagger';
import type { Quote } from '../queries/quote-credits.query.js';
import { PurchaseResponse, toPurchaseResponse } from './purchase.response.js';

export class QuoteResponse extends PurchaseResponse {
  @ApiProperty({ example: 200, type: Number, nullable: true, description: 'As last heard of the ledger; null before.' })
  readonly balanceNow!: number | null;

  @ApiProperty({ example: 1_200, type: Number, nullable: true })
  readonly balanceAfter!: number | null;
}

export const toQuoteResponse = ({ purchase, balance }: Quote): QuoteResponse => ({
  ...toPurchaseResponse(purchase),
  balanceNow: balance === undefined ? null : toJsonInteger(balance.now),
  balanceAfter: balance === undefined ? null : toJsonInteger(balance.after),
});
