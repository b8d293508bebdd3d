import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

/** `?limit=…&cursor=…` of a list. */
export class PageRequest {
  @ApiPropertyOptional({ example: 50, default: 50, minimum: 1, maximum: 200, type: 'integer' })
  @IsOptional()
  @Transform(({ value }) => digitsAsNumber(value))
  @IsInt()
  @Min(1)
  @Max(200)
  readonly limit: number = 50;

  @ApiPropertyOptional({ description: 'The nextCursor of the page before.' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  readonly cursor?: string;
}

// Everything in a query is text. `Number` would also read '', ' 1', '0x10' and '1e2', and lists with one element.
const digitsAsNumber = (value: unknown): unknown =>
  typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
