import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Length, Max, MaxLength, Min } from 'class-validator';
import { InvalidValueError } from '@credit-ledger/kernel';
import { parseDay } from '../monthly-usage/zoned-day.js';
import type { TransactionFilters } from './transaction-filters.js';
import { TRANSACTION_FILTERS, TRANSACTION_TYPES, type TransactionFilter, type TransactionType } from './transaction.js';

const TYPES = [...Object.keys(TRANSACTION_FILTERS), ...TRANSACTION_TYPES];

/** Which transactions are meant. */
export class FiltersRequest {
  @ApiPropertyOptional({
    enum: TYPES,
    example: 'usage',
    description:
      'A part of the list (usage: Credit Usage; purchase: Purchase History), or one type. All when left out.',
  })
  @IsOptional()
  @IsIn(TYPES)
  type?: TransactionFilter | TransactionType;

  @ApiPropertyOptional({ example: 'PHOTO_PROCESSING', description: 'Usage, and refunds of it, of this type.' })
  @IsOptional()
  @IsString()
  @Length(1, 64)
  usageType?: string;

  @ApiPropertyOptional({ example: 2014, type: 'integer' })
  @IsOptional()
  // Everything in a query is text; `Number` would also read '', ' 1' and '0x10'.
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value,
  )
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  photoEventId?: number;

  @ApiPropertyOptional({ example: 'system', description: 'Opaque id of whoever caused it.' })
  @IsOptional()
  @IsString()
  @Length(1, 128)
  actor?: string;

  @ApiPropertyOptional({ example: '2026-11-01', description: "The first day, in the organisation's time zone." })
  @IsOptional()
  @IsString()
  @MaxLength(10)
  from?: string;

  @ApiPropertyOptional({ example: '2100-01-01', description: 'The day after the last.' })
  @IsOptional()
  @IsString()
  @MaxLength(10)
  to?: string;

  @ApiPropertyOptional({
    example: 'marathon',
    description: "Part of a photo event's name, of a run, payment or order id, or of a reason. Case does not matter.",
  })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  text?: string;
}

/** @throws InvalidValueError */
export function toFilters({
  type,
  usageType,
  photoEventId,
  actor,
  from,
  to,
  text,
}: FiltersRequest): TransactionFilters {
  const days = { from: parseDay(from, 'from'), to: parseDay(to, 'to') };
  if (days.from !== undefined && days.to !== undefined && days.from >= days.to) {
    throw new InvalidValueError('to', 'must be later than "from": it is the day after the last');
  }
  return { type, usageType, photoEventId, actor, ...days, text };
}
