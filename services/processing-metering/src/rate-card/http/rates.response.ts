import { toJsonInteger } from '@credit-ledger/kernel';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { RatesInForce } from '../domain/rate-override.js';
import type { RateVersion } from '../domain/rate-version.js';
import { formatShare } from '../domain/share.js';

class PhotoProcessingRates {
  @ApiPropertyOptional({ example: 1, type: 'integer' })
  readonly searchOn?: number;

  @ApiPropertyOptional({ example: 0, type: 'integer' })
  readonly searchOff?: number;
}

/** Of an organisation's own rates only those it has. */
class RatesOfVersion {
  @ApiPropertyOptional()
  readonly photoProcessing?: PhotoProcessingRates;

  @ApiPropertyOptional({ example: 1, type: 'integer' })
  readonly storeOriginals?: number;

  @ApiPropertyOptional({ example: 1, type: 'integer' })
  readonly imageRotation?: number;

  @ApiPropertyOptional({ example: '0.1' })
  readonly watermarkReprocessing?: string;
}

export class RateVersionResponse {
  @ApiProperty({ example: 2, type: 'integer' })
  readonly version!: number;

  @ApiProperty({ example: '2099-01-01T00:00:00.000Z' })
  readonly effectiveFrom!: string;

  @ApiProperty()
  readonly rates!: RatesOfVersion;

  @ApiProperty({ example: '2026-11-21T09:30:00.000Z' })
  readonly addedAt!: string;

  @ApiProperty({ example: 'staff-3', description: 'Opaque actor id; "system" for the first rate card.' })
  readonly addedBy!: string;

  @ApiProperty({ example: 'Prices of the new season' })
  readonly reason!: string;
}

export class RateVersionsResponse {
  @ApiProperty({ type: [RateVersionResponse], description: 'Newest version first.' })
  readonly items!: readonly RateVersionResponse[];

  @ApiProperty({ type: String, nullable: true, example: null })
  readonly nextCursor!: string | null;
}

export class RatesResponse extends RatesOfVersion {
  @ApiProperty({ example: 1, type: 'integer', description: 'The version of the rate card in force.' })
  readonly rateCardVersion!: number;

  @ApiProperty({ example: 0, type: 'integer', description: "Of the organisation's own rates; 0 without any." })
  readonly rateOverrideVersion!: number;
}

export function toVersionResponse({ rates, ...version }: RateVersion): RateVersionResponse {
  const {
    PHOTO_PROCESSING: processing,
    STORE_ORIGINALS: originals,
    AI_IMAGE_ROTATION: rotation,
    WATERMARK_REPROCESSING: watermark,
  } = rates;
  return {
    ...version,
    rates: {
      ...(processing !== undefined && {
        photoProcessing: {
          ...(processing.searchOn !== undefined && { searchOn: Number(processing.searchOn) }),
          ...(processing.searchOff !== undefined && { searchOff: Number(processing.searchOff) }),
        },
      }),
      ...(originals !== undefined && { storeOriginals: Number(originals) }),
      ...(rotation !== undefined && { imageRotation: Number(rotation) }),
      ...(watermark !== undefined && { watermarkReprocessing: watermark }),
    },
  };
}

export const toRatesResponse = (rates: RatesInForce): RatesResponse => ({
  photoProcessing: {
    searchOn: toJsonInteger(rates.photoProcessing.searchOn),
    searchOff: toJsonInteger(rates.photoProcessing.searchOff),
  },
  storeOriginals: toJsonInteger(rates.storeOriginals),
  imageRotation: toJsonInteger(rates.imageRotation),
  watermarkReprocessing: formatShare(rates.watermarkReprocessing),
  rateCardVersion: rates.rateCardVersion,
  rateOverrideVersion: rates.rateOverrideVersion,
});
