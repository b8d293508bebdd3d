import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

const USAGE_ITEM_STATUSES = ['accepted', 'duplicate', 'pending', 'rejected'] as const;

/** What became of one report. newPhotos + alreadyCharged + freePhotos is the number of photos it named. */
export class UsageItemResponse {
  @ApiProperty({ example: 0, type: 'integer', description: 'Position in the request.' })
  readonly index!: number;

  @ApiProperty({ example: 'report-000017', type: String, nullable: true, description: 'The id of the event.' })
  readonly id!: string | null;

  @ApiProperty({
    example: 'accepted',
    enum: USAGE_ITEM_STATUSES,
    description:
      'accepted: counted. duplicate: counted, and every photo had been charged before. pending: the organisation is not ' +
      'known yet; the report is kept and counted when it registers. rejected: see code, field and detail.',
  })
  readonly status!: (typeof USAGE_ITEM_STATUSES)[number];

  @ApiPropertyOptional({ example: 'request.invalid', description: 'Why it was rejected, or is pending; stable.' })
  readonly code?: string;

  @ApiPropertyOptional({ example: true, description: 'Of a pending one: sent again later, it is answered anew.' })
  readonly retryable?: boolean;

  @ApiPropertyOptional({ example: 'data.runId', description: 'What to mend.' })
  readonly field?: string;

  @ApiPropertyOptional({
    example: 'must be 1 to 64 letters, digits, "_" or "-"',
    description: 'For people; may change.',
  })
  readonly detail?: string;

  @ApiProperty({ example: 2, type: 'integer' })
  readonly newPhotos!: number;

  @ApiProperty({ example: 0, type: 'integer' })
  readonly alreadyCharged!: number;

  @ApiProperty({ example: 0, type: 'integer', description: 'Such as photos processed with both searches off.' })
  readonly freePhotos!: number;

  @ApiProperty({ example: 2, type: 'integer', description: 'What the new photos cost.' })
  readonly credits!: number;

  @ApiPropertyOptional({
    example: '019aa5b1-3c5d-7e21-8a3c-5b7d9f1e2a40',
    description: 'The charge that pays for the new photos, when they cost anything beyond what the run was charged.',
  })
  readonly chargeId?: string;

  @ApiPropertyOptional({
    example: '019aa5b1-3c5d-7e21-8a3c-5b7d9f1e2a41',
    description: 'The charge that pays for originals stored beside the processing.',
  })
  readonly originalsChargeId?: string;

  @ApiPropertyOptional({ example: 'metering#1:acme:17', description: 'For `after=` at the ledger.' })
  readonly consistencyToken?: string;
}

export class UsageBatchResponse {
  @ApiProperty({ type: [UsageItemResponse], description: 'One per item of the request, in its order.' })
  readonly items!: readonly UsageItemResponse[];
}
