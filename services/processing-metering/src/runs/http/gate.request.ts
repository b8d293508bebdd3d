import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { ESTIMATED_PHOTOS_MAX } from '../domain/estimated-photos.js';

export class GateRequest {
  @ApiProperty({ example: 100, type: 'integer', minimum: 1, maximum: ESTIMATED_PHOTOS_MAX })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(ESTIMATED_PHOTOS_MAX)
  readonly photos!: number;
}
