import type { OrganisationId, RunId } from '@credit-ledger/kernel';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Run } from '../domain/run.js';
import { RunRepository } from '../run-repository.js';

export class GetRun extends Query<Run> {
  constructor(
    readonly organisationId: OrganisationId,
    readonly runId: RunId,
  ) {
    super();
  }
}

@QueryHandler(GetRun)
export class GetRunHandler implements IQueryHandler<GetRun> {
  constructor(@Inject(RunRepository) private readonly runs: RunRepository) {}

  /** @throws RunNotFoundError */
  execute({ organisationId, runId }: GetRun): Promise<Run> {
    return this.runs.get(organisationId, runId);
  }
}
