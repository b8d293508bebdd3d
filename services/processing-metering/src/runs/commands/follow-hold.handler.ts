import type { Clock, Log } from '@credit-ledger/kernel';
import { CLOCK, LOGGER } from '@credit-ledger/nest-platform';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { applyHoldFact } from '../domain/apply-hold-fact.js';
import { RunNotFoundError } from '../domain/run.errors.js';
import type { Run } from '../domain/run.js';
import { addRunHistory } from '../history/add-run-history.js';
import { historyOfFact } from '../history/run-history-entry.js';
import { RunRepository } from '../run-repository.js';
import { FollowHold } from './follow-hold.command.js';

@CommandHandler(FollowHold)
export class FollowHoldHandler implements ICommandHandler<FollowHold> {
  constructor(
    @Inject(RunRepository) private readonly runs: RunRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Log,
  ) {}

  async execute(command: FollowHold): Promise<void> {
    const run = await this.find(command);
    if (run === undefined) return;
    const now = this.clock.now();
    const next = applyHoldFact(run, command.fact, now);
    if (next === run) return;
    await this.runs.save(command.session.manager, next);
    await addRunHistory(command.session, [historyOfFact(next, command.fact, now)]);
  }

  // Holds are asked for here alone, so a run can only be missing when this database was restored from a backup. Nothing
  // is left to decide then; refusing the fact would only hold up every later one of the organisation.
  private async find({ session, organisationId, runId, fact, correlationId }: FollowHold): Promise<Run | undefined> {
    try {
      return await this.runs.lock(session.manager, organisationId, runId);
    } catch (error) {
      if (!(error instanceof RunNotFoundError)) throw error;
      const fields = { organisationId, runId, holdId: fact.holdId, correlationId };
      this.logger.warn(fields, 'the ledger tells of a hold of an unknown run');
      return undefined;
    }
  }
}
