import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PHOTOS_PER_REPORT_MAX } from '../domain/usage-report.js';
import { USAGE_EVENT_TYPE } from './parse-usage-event.js';

class PhotoProcessingRequest {
  @ApiProperty({
    example: ['split-000017', 'split-000018'],
    type: [String],
    minItems: 1,
    maxItems: PHOTOS_PER_REPORT_MAX,
    description: 'Each of 1 to 128 printable ASCII characters without spaces, unique within the photo event.',
  })
  readonly photoIds!: readonly string[];

  @ApiPropertyOptional({ example: true, default: false })
  readonly bibSearch?: boolean;

  @ApiPropertyOptional({ example: false, default: false })
  readonly selfieSearch?: boolean;

  @ApiPropertyOptional({ example: false, default: false, description: 'The originals are stored too, at a price.' })
  readonly storeOriginals?: boolean;
}

class ImageRotationRequest {
  @ApiProperty({
    example: ['image-000017', 'image-000018'],
    type: [String],
    minItems: 1,
    maxItems: PHOTOS_PER_REPORT_MAX,
    description: 'Like photoIds. An image costs once per run.',
  })
  readonly imageIds!: readonly string[];
}

class WatermarkReprocessingRequest {
  @ApiProperty({
    example: ['split-000017', 'split-000018'],
    type: [String],
    minItems: 1,
    maxItems: PHOTOS_PER_REPORT_MAX,
    description: 'A photo counts once per run; the run costs a share of all its photos, rounded up.',
  })
  readonly photoIds!: readonly string[];
}

class UsageReportedRequest {
  @ApiPropertyOptional({ example: 'acme', description: 'May be left to the subject or to the address.' })
  readonly organisationId?: string;

  @ApiProperty({ example: 'run-2014-04-21', description: 'A run that is not known yet is opened by the report.' })
  readonly runId!: string;

  @ApiProperty({ example: '2014', oneOf: [{ type: 'string' }, { type: 'integer' }] })
  readonly photoEventId!: string | number;

  @ApiProperty({ example: 'Boston Marathon 2014', minLength: 1, maxLength: 200 })
  readonly photoEventName!: string;

  @ApiPropertyOptional({
    example: '2026-11-21T09:29:57.000Z',
    description: 'When the work was done; missing means now.',
  })
  readonly effectiveAt?: string;

  @ApiPropertyOptional({ example: 'user-7', description: 'Who started the work; missing means the system.' })
  readonly actorId?: string;

  @ApiPropertyOptional({
    description: 'One of the three is there, or failedPhotoIds. All reports of a run have the same one.',
  })
  readonly photoProcessing?: PhotoProcessingRequest;

  @ApiPropertyOptional()
  readonly imageRotation?: ImageRotationRequest;

  @ApiPropertyOptional()
  readonly watermarkReprocessing?: WatermarkReprocessingRequest;

  @ApiPropertyOptional({
    type: [String],
    maxItems: PHOTOS_PER_REPORT_MAX,
    description:
      'Photos of the run that failed. They cost nothing and show on the run until they are reported as done. With failures ' +
      'the other three may be left out.',
  })
  readonly failedPhotoIds?: readonly string[];
}

/** A CloudEvent 1.0 in structured JSON mode. `data` is the JSON form of `credits.usage.v1.UsageReported`. */
export class UsageEventRequest {
  @ApiProperty({ example: '1.0', enum: ['1.0'] })
  readonly specversion!: string;

  @ApiProperty({ example: USAGE_EVENT_TYPE, enum: [USAGE_EVENT_TYPE] })
  readonly type!: string;

  @ApiProperty({ example: 'photo-pipeline' })
  readonly source!: string;

  @ApiProperty({ example: 'report-000017' })
  readonly id!: string;

  @ApiPropertyOptional({ example: 'acme', description: 'The organisation.' })
  readonly subject?: string;

  @ApiPropertyOptional({ example: '2026-11-21T09:30:00.000Z' })
  readonly time?: string;

  @ApiPropertyOptional({
    example: 'upload-2014-04-21',
    maxLength: 200,
    pattern: '^[\\x21-\\x7e]+$',
    description: 'Extension attribute: borne by everything that the event causes. Missing means the id of the request.',
  })
  readonly correlationid?: string;

  @ApiProperty()
  readonly data!: UsageReportedRequest;
}

const PLACE = { photoEventId: '2014', photoEventName: 'Boston Marathon 2014' };
const EVENT = { specversion: '1.0', type: USAGE_EVENT_TYPE, source: 'photo-pipeline' };
const PHOTOS = ['split-000017', 'split-000018'];

/** One event of each kind, as they may be pasted. */
export const USAGE_SAMPLES = {
  photoProcessing: {
    ...{ ...EVENT, id: 'report-000017', correlationid: 'upload-2014-04-21' },
    data: {
      ...{ ...PLACE, runId: 'run-2014-04-21' },
      photoProcessing: { photoIds: PHOTOS, bibSearch: true, selfieSearch: false, storeOriginals: false },
    },
  },
  imageRotation: {
    ...{ ...EVENT, id: 'report-000018' },
    data: { ...PLACE, runId: 'rotation-2014-04-21', imageRotation: { imageIds: ['image-000017', 'image-000018'] } },
  },
  watermarkReprocessing: {
    ...{ ...EVENT, id: 'report-000019' },
    data: { ...PLACE, runId: 'watermark-2014-04-21', watermarkReprocessing: { photoIds: PHOTOS } },
  },
  failedPhotos: {
    ...{ ...EVENT, id: 'report-000020' },
    data: { ...PLACE, runId: 'run-2014-04-21', failedPhotoIds: ['split-000019'] },
  },
} satisfies Record<string, UsageEventRequest>;
