import { toJsonInteger } from '@credit-ledger/kernel';
import { ApiProperty } from '@nestjs/swagger';
import type { Run } from '../domain/run.js';

class RunPhotoEventResponse {
  @ApiProperty({ example: 2014, type: 'integer' })
  readonly id!: number;

  @ApiProperty({ example: 'Boston Marathon 2014' })
  readonly name!: string;
}

class RunUsageResponse {
  @ApiProperty({ example: 420, type: 'integer', description: 'newPhotos + alreadyChargedPhotos + freePhotos.' })
  readonly reportedPhotos!: number;

  @ApiProperty({ example: 400, type: 'integer' })
  readonly newPhotos!: number;

  @ApiProperty({ example: 20, type: 'integer' })
  readonly alreadyChargedPhotos!: number;

  @ApiProperty({ example: 0, type: 'integer', description: 'Processed with both searches off.' })
  readonly freePhotos!: number;

  @ApiProperty({ example: 400, type: 'integer', description: 'Charged for the run so far.' })
  readonly credits!: number;
}

export class RunResponse {
  @ApiProperty({ example: 'run-2014-04-21' })
  readonly runId!: string;

  @ApiProperty({
    example: 'RUNNING',
    enum: ['REQUESTED', 'RUNNING', 'PAUSED', 'COMPLETED', 'CANCELLED', 'REFUSED'],
    description: 'REQUESTED: the ledger has not decided about the hold yet. PAUSED: no credits could be set aside.',
  })
  readonly state!: string;

  @ApiProperty({ example: false, description: 'A hold was asked for, and the ledger has not answered yet.' })
  readonly holdPending!: boolean;

  @ApiProperty({ example: 'PHOTO_PROCESSING' })
  readonly usageType!: string;

  @ApiProperty()
  readonly photoEvent!: RunPhotoEventResponse;

  @ApiProperty({ example: true })
  readonly bibSearch!: boolean;

  @ApiProperty({ example: false })
  readonly selfieSearch!: boolean;

  @ApiProperty({ example: 'user-7', description: 'Opaque actor id; "system" when no person started it.' })
  readonly startedBy!: string;

  @ApiProperty({ example: '2026-11-21T09:30:00.000Z' })
  readonly openedAt!: string;

  @ApiProperty({ type: String, nullable: true, example: null })
  readonly endedAt!: string | null;

  @ApiProperty({ example: 1_000, type: 'integer', description: '0 for a run that a usage report opened.' })
  readonly estimatedCredits!: number;

  @ApiProperty({ example: 1_000, type: 'integer', description: 'All that holds have set aside for the run so far.' })
  readonly grantedCredits!: number;

  @ApiProperty()
  readonly usage!: RunUsageResponse;
}

export const toRunResponse = (run: Run): RunResponse => ({
  runId: run.runId,
  state: run.state,
  holdPending: run.hold.status === 'PENDING',
  usageType: run.usageType,
  photoEvent: { id: run.photoEvent.id, name: run.photoEvent.name },
  bibSearch: run.settings.bibSearch,
  selfieSearch: run.settings.selfieSearch,
  startedBy: run.startedBy,
  openedAt: run.openedAt,
  endedAt: run.endedAt ?? null,
  estimatedCredits: toJsonInteger(run.estimate),
  grantedCredits: toJsonInteger(run.granted),
  usage: { ...run.usage, credits: toJsonInteger(run.usage.credits) },
});
