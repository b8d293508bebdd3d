import { ApiPropertyOptional, IntersectionType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { AfterQuery } from '../projections/caught-up.js';
import { FiltersRequest } from './filters.request.js';

const LIMIT_DEFAULT = 50;
const LIMIT_MAX = 200;

class Page {
  @ApiPropertyOptional({ example: LIMIT_DEFAULT, minimum: 1, maximum: LIMIT_MAX, default: LIMIT_DEFAULT })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(LIMIT_MAX)
  readonly limit: number = LIMIT_DEFAULT;

  @ApiPropertyOptional({ description: 'nextCursor of the page before.' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  readonly cursor?: string;
}

/** What an organisation's own queries take. */
export class OwnFiltersRequest extends IntersectionType(FiltersRequest, AfterQuery) {}

export class TransactionsRequest extends IntersectionType(OwnFiltersRequest, Page) {}

class OfOrganisation {
  @ApiPropertyOptional({ example: 'demo', description: 'All organisations when left out; days are then those of UTC.' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  organisationId?: string;
}

/** What the queries of staff take. */
export class StaffFiltersRequest extends IntersectionType(FiltersRequest, OfOrganisation) {}

export class StaffTransactionsRequest extends IntersectionType(StaffFiltersRequest, Page) {}
