import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { AfterQuery } from '../projections/caught-up.js';
import { MONTHS_MAX, parseMonth, type AskedMonths } from './month-range.js';

/** `?from=2026-08&to=2026-11` of every query about usage. */
export class MonthsRequest extends AfterQuery {
  @ApiPropertyOptional({ example: '2026-08', description: 'The first month; by default three before the last.' })
  @IsOptional()
  @IsString()
  @MaxLength(7)
  from?: string;

  @ApiPropertyOptional({
    example: '2026-11',
    description: `The last month, included; by default the current one. At most ${MONTHS_MAX} months.`,
  })
  @IsOptional()
  @IsString()
  @MaxLength(7)
  to?: string;
}

/** @throws InvalidValueError */
export const askedMonths = ({ from, to }: Pick<MonthsRequest, 'from' | 'to'>): AskedMonths => ({
  from: parseMonth(from, 'from'),
  to: parseMonth(to, 'to'),
});
