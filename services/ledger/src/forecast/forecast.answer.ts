import { ApiProperty } from '@nestjs/swagger';
import type { Forecast } from './get-forecast.query.js';

/** When the balance will be used up. */
export class ForecastAnswer {
  @ApiProperty({ example: '2026-12-24', description: "A day of the organisation's time zone." })
  runsOutOn!: string;

  @ApiProperty({
    example: '2026-12-12',
    description: 'About four times in five it is between this day and the latest.',
  })
  earliest!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    example: '2027-01-09',
    description: 'null: more than three years ahead.',
  })
  latest!: string | null;

  @ApiProperty({ example: 28, description: 'How many past days it is judged by.' })
  daysOfHistory!: number;
}

export const toForecastAnswer = (forecast: Forecast | undefined): ForecastAnswer | null =>
  forecast === undefined ? null : { ...forecast, latest: forecast.latest ?? null };
