import type { OrganisationId, RunId } from '@credit-ledger/kernel';
import type { Answer } from '@credit-ledger/nest-platform';
import { Command } from '@nestjs/cqrs';
import type { RunResponse } from '../http/run.response.js';
import type { RunOutcome } from '../domain/end-run.js';
import type { WriteMetadata } from './write-metadata.js';

/** Completes or cancels a run. */
export class EndRun extends Command<Answer<RunResponse>> {
  constructor(
    readonly organisationId: OrganisationId,
    readonly runId: RunId,
    readonly outcome: RunOutcome,
    readonly metadata: WriteMetadata,
  ) {
    super();
  }
}
