import type { OrganisationId, RunId } from '@credit-ledger/kernel';
import type { Answer } from '@credit-ledger/nest-platform';
import { Command } from '@nestjs/cqrs';
import type { PhotoEvent } from '../../usage/domain/photo-event.js';
import type { RunSettings, UsageType } from '../domain/run.js';
import type { RunResponse } from '../http/run.response.js';
import type { WriteMetadata } from './write-metadata.js';

export type StartRunData = {
  readonly organisationId: OrganisationId;
  /** Undefined to have one made up. */
  readonly runId: RunId | undefined;
  readonly usageType: UsageType;
  readonly photoEvent: PhotoEvent;
  readonly estimatedPhotos: number;
  readonly settings: RunSettings;
};

/** Opens a run and asks for its hold. Answers when the ledger has decided, or after 3 s. */
export class StartRun extends Command<Answer<RunResponse>> {
  constructor(
    readonly data: StartRunData,
    readonly metadata: WriteMetadata,
  ) {
    super();
  }
}
