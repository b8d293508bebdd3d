import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional } from 'class-validator';
import { USAGE_TYPES, type UsageType } from '../domain/run.js';

/** What a run does. The settings stand beside the type, as in a report. */
export class RunWorkRequest {
  @ApiPropertyOptional({ example: 'PHOTO_PROCESSING', enum: USAGE_TYPES, default: 'PHOTO_PROCESSING' })
  @IsOptional()
  @IsIn(USAGE_TYPES)
  readonly usageType: UsageType = 'PHOTO_PROCESSING';

  @ApiPropertyOptional({ example: true, description: 'Required for PHOTO_PROCESSING; no other type has it.' })
  @IsOptional()
  @IsBoolean()
  readonly bibSearch?: boolean;

  @ApiPropertyOptional({ example: false, description: 'Required for PHOTO_PROCESSING; no other type has it.' })
  @IsOptional()
  @IsBoolean()
  readonly selfieSearch?: boolean;

  @ApiPropertyOptional({ example: false, default: false, description: 'Of PHOTO_PROCESSING; no other type has it.' })
  @IsOptional()
  @IsBoolean()
  readonly storeOriginals?: boolean;
}
