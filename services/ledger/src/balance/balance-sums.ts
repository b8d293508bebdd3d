import { ApiProperty } from '@nestjs/swagger';
import { toJsonInteger } from '@credit-ledger/kernel';
import type { BalanceView } from './balance.view.js';

/** The sums of an account, as every answer about balances has them. */
export class BalanceSums {
  @ApiProperty({ example: 1200, description: 'The headline: what can still be processed. Negative in debt.' })
  balance!: number;

  @ApiProperty({ example: 500, description: 'Set aside for runs that are going on.' })
  held!: number;

  @ApiProperty({ example: 700, description: 'balance − held: what a new run may take.' })
  available!: number;

  @ApiProperty({ example: 42, description: 'How many events the account had when the sums were taken.' })
  version!: number;
}

export const toBalanceSums = ({ balance, held, available, version }: BalanceView): BalanceSums => ({
  balance: toJsonInteger(balance),
  held: toJsonInteger(held),
  available: toJsonInteger(available),
  version,
});
