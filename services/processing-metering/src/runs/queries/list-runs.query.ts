import type { OrganisationId, PhotoEventId } from '@credit-ledger/kernel';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Run, RunState, UsageType } from '../domain/run.js';
import type { ListPosition } from '../http/list-cursor.js';
import { RunRepository } from '../run-repository.js';

export type RunFilter = {
  readonly state: RunState | undefined;
  readonly usageType: UsageType | undefined;
  readonly photoEventId: PhotoEventId | undefined;
};

export type RunPage = { readonly runs: readonly Run[]; readonly next: ListPosition | undefined };

/** The runs of an organisation, newest first. */
export class ListRuns extends Query<RunPage> {
  constructor(
    readonly organisationId: OrganisationId,
    readonly filter: RunFilter,
    readonly before: ListPosition | undefined,
    readonly limit: number,
  ) {
    super();
  }
}

@QueryHandler(ListRuns)
export class ListRunsHandler implements IQueryHandler<ListRuns> {
  constructor(@Inject(RunRepository) private readonly runs: RunRepository) {}

  async execute({ organisationId, filter, before, limit }: ListRuns): Promise<RunPage> {
    // One more than asked for tells whether another page follows.
    const found = await this.runs.newestFirst(organisationId, filter, before, limit + 1);
    const last = found.length > limit ? found[limit - 1] : undefined;
    return { runs: found.slice(0, limit), next: last && { at: last.openedAt, id: last.runId } };
  }
}
