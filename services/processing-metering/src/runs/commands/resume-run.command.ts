import type { OrganisationId, RunId } from '@credit-ledger/kernel';
import type { Answer } from '@credit-ledger/nest-platform';
import { Command } from '@nestjs/cqrs';
import type { RunResponse } from '../http/run.response.js';
import type { WriteMetadata } from './write-metadata.js';

/** Asks for a further hold of a paused run. Answers when the ledger has decided, or after 3 s. */
export class ResumeRun extends Command<Answer<RunResponse>> {
  constructor(
    readonly organisationId: OrganisationId,
    readonly runId: RunId,
    readonly metadata: WriteMetadata,
  ) {
    super();
  }
}
