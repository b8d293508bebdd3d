import { PageRequest } from '@credit-ledger/nest-platform';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { RUN_STATES, USAGE_TYPES, type RunState, type UsageType } from '../domain/run.js';

export class ListRunsRequest extends PageRequest {
  @ApiPropertyOptional({ example: 'PAUSED', enum: RUN_STATES })
  @IsOptional()
  @IsIn(RUN_STATES)
  readonly state?: RunState;

  @ApiPropertyOptional({ example: 'PHOTO_PROCESSING', enum: USAGE_TYPES })
  @IsOptional()
  @IsIn(USAGE_TYPES)
  readonly usageType?: UsageType;

  @ApiPropertyOptional({ example: 2014, type: 'integer', minimum: 1 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  readonly photoEventId?: number;
}
