import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsDefined, IsInt, IsOptional, IsString, Max, Min, ValidateNested } from 'class-validator';
import { ESTIMATED_PHOTOS_MAX } from '../domain/estimated-photos.js';
import { RunWorkRequest } from './run-work.request.js';

export class PhotoEventRequest {
  @ApiProperty({ example: 2014, type: 'integer', minimum: 1 })
  @IsInt()
  @Min(1)
  readonly id!: number;

  @ApiProperty({ example: 'Boston Marathon 2014', minLength: 1, maxLength: 200 })
  @IsString()
  readonly name!: string;
}

export class StartRunRequest extends RunWorkRequest {
  @ApiPropertyOptional({
    example: 'boston-2014-evening',
    description: '1 to 64 letters, digits, "_" or "-". Made up when missing. Names one run for ever.',
  })
  @IsOptional()
  @IsString()
  readonly runId?: string;

  @ApiProperty({ description: 'Frozen on the run.' })
  @IsDefined()
  @ValidateNested()
  @Type(() => PhotoEventRequest)
  readonly photoEvent!: PhotoEventRequest;

  @ApiProperty({
    example: 1_000,
    type: 'integer',
    minimum: 0,
    maximum: ESTIMATED_PHOTOS_MAX,
    description: 'Photos, or images. AI_IMAGE_ROTATION takes 1 to 100,000.',
  })
  @IsInt()
  @Min(0)
  @Max(ESTIMATED_PHOTOS_MAX)
  readonly estimatedPhotos!: number;
}
