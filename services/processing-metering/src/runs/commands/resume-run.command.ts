import type { OrganisationId, RunId } from '@credit-ledger/kernel';
import { Command } from '@nestjs/cqrs';
import type { RunAnswer } from './start-run.command.js';
import type { WriteMetadata } from './write-metadata.js';

/** Asks for a further hold of a paused run. Answers when the ledger has decided, or after 3 s. */
export class ResumeRun extends Command<RunAnswer> {
  constructor(
    readonly organisationId: OrganisationId,
    readonly runId: RunId,
    readonly metadata: WriteMetadata,
  ) {
    super();
  }
}
