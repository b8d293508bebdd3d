import { ApiProperty } from '@nestjs/swagger';

class RefusedUsageResponse {
  @ApiProperty({ example: 'metering.usage_type_mismatch' })
  readonly code!: string;

  @ApiProperty({ example: 1, type: 'integer' })
  readonly reports!: number;
}

class PendingUsageResponse {
  @ApiProperty({ example: 'acme' })
  readonly organisationId!: string;

  @ApiProperty({ example: 12, type: 'integer', description: 'Refused ones included.' })
  readonly reports!: number;

  @ApiProperty({ example: 480, type: 'integer', description: 'That the reports name, failed ones included.' })
  readonly photos!: number;

  @ApiProperty({ example: '2026-11-21T09:30:00.000Z' })
  readonly oldestReceivedAt!: string;

  @ApiProperty({ type: [RefusedUsageResponse], description: 'Not tried again before a person has looked.' })
  readonly refused!: readonly RefusedUsageResponse[];
}

export class PendingUsagePageResponse {
  @ApiProperty({ type: [PendingUsageResponse], description: 'By organisation.' })
  readonly items!: readonly PendingUsageResponse[];

  @ApiProperty({ type: String, nullable: true, example: null })
  readonly nextCursor!: string | null;
}

class LaneResponse {
  @ApiProperty({ example: 'acme' })
  readonly organisationId!: string;

  @ApiProperty({ enum: ['http', 'message'], example: 'http' })
  readonly channel!: 'http' | 'message';

  @ApiProperty({ example: 100, type: 'integer' })
  readonly waitingReports!: number;

  @ApiProperty({
    example: 100_000,
    type: 'integer',
    nullable: true,
    description: 'null by message: nobody has looked into the reports yet.',
  })
  readonly waitingPhotos!: number | null;

  @ApiProperty({ example: '2026-11-21T09:30:00.000Z' })
  readonly oldestSince!: string;

  @ApiProperty({ example: 420, type: 'integer' })
  readonly oldestAgeMs!: number;
}

export class LanesResponse {
  @ApiProperty({ type: [LaneResponse], description: 'Of each channel, those with most first.' })
  readonly items!: readonly LaneResponse[];
}
