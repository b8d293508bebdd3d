import type { OrganisationId, RunId } from '@credit-ledger/kernel';
import { Command } from '@nestjs/cqrs';
import type { RunOutcome } from '../domain/end-run.js';
import type { RunAnswer } from './start-run.command.js';
import type { WriteMetadata } from './write-metadata.js';

/** Completes or cancels a run. */
export class EndRun extends Command<RunAnswer> {
  constructor(
    readonly organisationId: OrganisationId,
    readonly runId: RunId,
    readonly outcome: RunOutcome,
    readonly metadata: WriteMetadata,
  ) {
    super();
  }
}
