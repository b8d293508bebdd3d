import type { OrganisationId, RunId } from '@credit-ledger/kernel';
import { Command } from '@nestjs/cqrs';
import type { PhotoEvent } from '../../usage/domain/photo-event.js';
import type { SearchSettings } from '../../usage/domain/usage-report.js';
import type { Run } from '../domain/run.js';
import type { WriteMetadata } from './write-metadata.js';

export type StartRunData = {
  readonly organisationId: OrganisationId;
  /** Undefined to have one made up. */
  readonly runId: RunId | undefined;
  readonly photoEvent: PhotoEvent;
  readonly estimatedPhotos: number;
  readonly settings: SearchSettings;
};

/** A run and the mark of the message about it, for whoever wants to read its effect at the ledger. */
export type RunAnswer = { readonly run: Run; readonly consistencyToken: string | undefined };

/** Opens a run and asks for its hold. Answers when the ledger has decided, or after 3 s. */
export class StartRun extends Command<RunAnswer> {
  constructor(
    readonly data: StartRunData,
    readonly metadata: WriteMetadata,
  ) {
    super();
  }
}
