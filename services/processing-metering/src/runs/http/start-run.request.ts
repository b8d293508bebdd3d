import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsDefined, IsInt, IsOptional, IsString, Max, Min, ValidateNested } from 'class-validator';

/** A run of ten million photos is a mistake in the request. */
export const ESTIMATED_PHOTOS_MAX = 10_000_000;

export class PhotoEventRequest {
  @ApiProperty({ example: 2014, type: 'integer', minimum: 1 })
  @IsInt()
  @Min(1)
  readonly id!: number;

  @ApiProperty({ example: 'Boston Marathon 2014', minLength: 1, maxLength: 200 })
  @IsString()
  readonly name!: string;
}

export class StartRunRequest {
  @ApiPropertyOptional({
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

  @ApiProperty({ example: 1_000, type: 'integer', minimum: 0, maximum: ESTIMATED_PHOTOS_MAX })
  @IsInt()
  @Min(0)
  @Max(ESTIMATED_PHOTOS_MAX)
  readonly estimatedPhotos!: number;

  @ApiProperty({ example: true })
  @IsBoolean()
  readonly bibSearch!: boolean;

  @ApiProperty({ example: false })
  @IsBoolean()
  readonly selfieSearch!: boolean;
}
