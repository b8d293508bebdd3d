import { ApiProperty } from '@nestjs/swagger';

export class ThresholdAnswer {
  @ApiProperty({ example: 250, description: 'The threshold that is in force.' })
  threshold!: number;

  @ApiProperty({ example: true, description: "Whether it is the organisation's own." })
  own!: boolean;
}

/** How the balance card says whether credits run out. */
export class LowBalanceAnswer extends ThresholdAnswer {
  @ApiProperty({ example: false, description: 'Whether the balance of this answer is at or below the threshold.' })
  low!: boolean;
}
