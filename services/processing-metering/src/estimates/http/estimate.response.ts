import { toJsonInteger } from '@credit-ledger/kernel';
import { ApiProperty } from '@nestjs/swagger';
import type { Estimate } from '../domain/estimate.js';

export class EstimateResponse {
  @ApiProperty({ example: 1_000, type: 'integer', description: 'When no photo was charged before; else less.' })
  readonly credits!: number;

  @ApiProperty({ example: 200, type: 'integer', description: 'What a run may take now; negative in debt.' })
  readonly available!: number;

  @ApiProperty({ example: -800, type: 'integer', description: 'Negative when the balance is too small.' })
  readonly balanceAfter!: number;

  @ApiProperty({ example: false, description: 'Whether it costs no more than is available.' })
  readonly fits!: boolean;

  @ApiProperty({ example: 1_000, type: 'integer', description: '0 when it fits.' })
  readonly recommendedTopUp!: number;
}

export const toEstimateResponse = (estimate: Estimate): EstimateResponse => ({
  credits: toJsonInteger(estimate.credits),
  available: toJsonInteger(estimate.available),
  balanceAfter: toJsonInteger(estimate.balanceAfter),
  fits: estimate.fits,
  recommendedTopUp: toJsonInteger(estimate.recommendedTopUp),
});
