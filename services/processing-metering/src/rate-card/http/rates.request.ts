import { ReasonProperty } from '@credit-ledger/nest-platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsDefined, IsInt, IsOptional, IsString, Matches, Max, Min, ValidateNested } from 'class-validator';
import { parseInstant } from '@credit-ledger/kernel';
import type { NewRates } from '../commands/add-rates.command.js';
import { parseShare } from '../domain/share.js';
import type { StoredOverride } from '../domain/rate-override.js';
import type { StoredRates } from '../domain/rate-card.js';

const RATE_MAX = 1_000;
const SHARE = /^\d{1,3}(\.\d{1,4})?$/;
const PER_PHOTO = { type: 'integer', minimum: 0, maximum: RATE_MAX } as const;

class PhotoProcessingRatesRequest {
  @ApiProperty({ ...PER_PHOTO, example: 1, description: 'Credits per photo with bib or selfie search on.' })
  @IsInt()
  @Min(0)
  @Max(RATE_MAX)
  readonly searchOn!: number;

  @ApiProperty({ ...PER_PHOTO, example: 0, description: 'Credits per photo with both off.' })
  @IsInt()
  @Min(0)
  @Max(RATE_MAX)
  readonly searchOff!: number;
}

class RatesRequest {
  @ApiProperty()
  @IsDefined()
  @ValidateNested()
  @Type(() => PhotoProcessingRatesRequest)
  readonly photoProcessing!: PhotoProcessingRatesRequest;

  @ApiProperty({ ...PER_PHOTO, example: 1, description: 'Credits more per photo whose original is stored.' })
  @IsInt()
  @Min(0)
  @Max(RATE_MAX)
  readonly storeOriginals!: number;

  @ApiProperty({ ...PER_PHOTO, example: 1, description: 'Credits per image and run.' })
  @IsInt()
  @Min(0)
  @Max(RATE_MAX)
  readonly imageRotation!: number;

  @ApiProperty({ example: '0.1', description: 'Of a credit per photo and run, up to four places, rounded up per run.' })
  @IsString()
  @Matches(SHARE)
  readonly watermarkReprocessing!: string;
}

class PhotoProcessingOverrideRequest {
  @ApiPropertyOptional({ ...PER_PHOTO, example: 1 })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(RATE_MAX)
  readonly searchOn?: number;

  @ApiPropertyOptional({ ...PER_PHOTO, example: 0 })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(RATE_MAX)
  readonly searchOff?: number;
}

class OverrideRatesRequest {
  @ApiPropertyOptional()
  @IsOptional()
  @ValidateNested()
  @Type(() => PhotoProcessingOverrideRequest)
  readonly photoProcessing?: PhotoProcessingOverrideRequest;

  @ApiPropertyOptional({ ...PER_PHOTO, example: 1 })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(RATE_MAX)
  readonly storeOriginals?: number;

  @ApiPropertyOptional({ ...PER_PHOTO, example: 1 })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(RATE_MAX)
  readonly imageRotation?: number;

  @ApiPropertyOptional({ example: '0.05' })
  @IsOptional()
  @IsString()
  @Matches(SHARE)
  readonly watermarkReprocessing?: string;
}

class VersionRequest {
  @ApiPropertyOptional({
    example: '2099-01-01T00:00:00.000Z',
    description: 'At least a minute ahead; missing means in a minute. Of two at one time the later version counts.',
  })
  @IsOptional()
  @IsString()
  readonly effectiveFrom?: string;

  @ReasonProperty('Prices of the new season')
  readonly reason!: string;
}

export class AddRateCardRequest extends VersionRequest {
  @ApiProperty()
  @IsDefined()
  @ValidateNested()
  @Type(() => RatesRequest)
  readonly rates!: RatesRequest;
}

export class AddRateOverrideRequest extends VersionRequest {
  @ApiProperty({ description: 'What is missing costs what the rate card says; {} ends the own rates.' })
  @IsDefined()
  @ValidateNested()
  @Type(() => OverrideRatesRequest)
  readonly rates!: OverrideRatesRequest;
}

/** @throws InvalidValueError */
export const toNewRates = (request: AddRateCardRequest | AddRateOverrideRequest): NewRates => ({
  effectiveFrom: request.effectiveFrom === undefined ? undefined : parseInstant(request.effectiveFrom, 'effectiveFrom'),
  rates: toStored(request.rates),
  reason: request.reason,
});

/** Only what was given: a card was given everything. */
function toStored(rates: OverrideRatesRequest): StoredRates | StoredOverride {
  const { photoProcessing, storeOriginals, imageRotation, watermarkReprocessing } = rates;
  if (isGiven(watermarkReprocessing)) parseShare(watermarkReprocessing, 'rates.watermarkReprocessing');
  return {
    ...(isGiven(photoProcessing) && {
      PHOTO_PROCESSING: {
        ...(isGiven(photoProcessing.searchOn) && { searchOn: String(photoProcessing.searchOn) }),
        ...(isGiven(photoProcessing.searchOff) && { searchOff: String(photoProcessing.searchOff) }),
      },
    }),
    ...(isGiven(storeOriginals) && { STORE_ORIGINALS: String(storeOriginals) }),
    ...(isGiven(imageRotation) && { AI_IMAGE_ROTATION: String(imageRotation) }),
    ...(isGiven(watermarkReprocessing) && { WATERMARK_REPROCESSING: watermarkReprocessing }),
  };
}

// class-validator takes null for missing, where missing is allowed.
const isGiven = <Value>(value: Value | null | undefined): value is Value => value !== undefined && value !== null;
