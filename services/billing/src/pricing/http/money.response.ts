import { toJsonMoney, type Money } from '@credit-ledger/kernel';
import { ApiProperty } from '@nestjs/swagger';

/** An exact amount in whole minor units. */
export class MoneyResponse {
  @ApiProperty({ example: 177_000, description: 'Whole minor units: cents, paise.' })
  readonly amountMinor!: number;

  @ApiProperty({ example: 'INR', description: 'ISO 4217' })
  readonly currency!: string;
}

export const toMoneyResponse = (money: Money): MoneyResponse => toJsonMoney(money);
