import { toJsonInteger } from '@credit-ledger/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { recommendedTopUp } from '../../estimates/domain/top-up.js';
import { RUN_STATES, USAGE_TYPES, type Run } from '../domain/run.js';
import type { Hold } from '../domain/hold.js';

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

  @ApiProperty({ example: 0, type: 'integer', description: 'Failed at the publisher, and not done since.' })
  readonly failedPhotos!: number;

  @ApiProperty({ example: 400, type: 'integer', description: 'Charged for the run so far.' })
  readonly credits!: number;
}

class RefusalResponse {
  @ApiProperty({ example: 1_000, type: 'integer', description: 'What the hold asked for.' })
  readonly needed!: number;

  @ApiProperty({ example: 200, type: 'integer', description: 'What was available then; negative in debt.' })
  readonly available!: number;

  @ApiProperty({ example: 1_000, type: 'integer', description: 'Buying so many lets the run go on.' })
  readonly recommendedTopUp!: number;
}

export class RunResponse {
  @ApiProperty({ example: 'run-2014-04-21' })
  readonly runId!: string;

  @ApiProperty({
    example: 'RUNNING',
    enum: RUN_STATES,
    description:
      'REQUESTED: the ledger has not decided about the hold yet. PAUSED: no credits are set aside, until somebody resumes ' +
      'it. REFUSED: it needed all of its credits, and fewer were available.',
  })
  readonly state!: string;

  @ApiProperty({ example: false, description: 'A hold was asked for, and the ledger has not answered yet.' })
  readonly holdPending!: boolean;

  @ApiProperty({ example: 'PHOTO_PROCESSING', enum: USAGE_TYPES })
  readonly usageType!: string;

  @ApiProperty()
  readonly photoEvent!: RunPhotoEventResponse;

  @ApiProperty({ example: true })
  readonly bibSearch!: boolean;

  @ApiProperty({ example: false })
  readonly selfieSearch!: boolean;

  @ApiProperty({ example: false })
  readonly storeOriginals!: boolean;

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

  @ApiProperty({ type: RefusalResponse, nullable: true, description: 'Why the latest hold was refused, if it was.' })
  readonly refusal!: RefusalResponse | null;

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
  storeOriginals: run.settings.storeOriginals,
  startedBy: run.startedBy,
  openedAt: run.openedAt,
  endedAt: run.endedAt ?? null,
  estimatedCredits: toJsonInteger(run.estimate),
  grantedCredits: toJsonInteger(run.granted),
  refusal: toRefusalResponse(run.hold),
  usage: { ...run.usage, credits: toJsonInteger(run.usage.credits) },
});

function toRefusalResponse(hold: Hold): RefusalResponse | null {
  if (hold.status !== 'CLOSED' || hold.refusal === undefined) return null;
  const { requested, available } = hold.refusal;
  return {
    needed: toJsonInteger(requested),
    available: toJsonInteger(available),
    recommendedTopUp: toJsonInteger(recommendedTopUp(requested, available)),
  };
}
