import { ApiProperty } from '@nestjs/swagger';
import { IsInt, Max, Min } from 'class-validator';
import { ESTIMATED_PHOTOS_MAX } from '../../runs/domain/estimated-photos.js';
import { RunWorkRequest } from '../../runs/http/run-work.request.js';

export class EstimateRequest extends RunWorkRequest {
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
  readonly photos!: number;
}
