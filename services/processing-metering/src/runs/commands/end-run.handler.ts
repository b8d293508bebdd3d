import type { Clock } from '@credit-ledger/kernel';
import { CLOCK } from '@credit-ledger/nest-platform';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { ManagerSession } from '../../database/manager-session.js';
import { runEndedMessage } from '../../integration/outbound/run-ended.message.js';
import { endRun, type RunOutcome } from '../domain/end-run.js';
import { RunRepository } from '../run-repository.js';
import { EndRun } from './end-run.command.js';
import { RunWrites, type RunChange } from './run-writes.js';
import type { RunAnswer } from './start-run.command.js';

const ROUTES: Record<RunOutcome, string> = {
  COMPLETED: 'POST /v1/organisations/:organisationId/runs/:runId/complete',
  CANCELLED: 'POST /v1/organisations/:organisationId/runs/:runId/cancel',
};

@CommandHandler(EndRun)
export class EndRunHandler implements ICommandHandler<EndRun> {
  constructor(
    @Inject(RunWrites) private readonly writes: RunWrites,
    @Inject(RunRepository) private readonly runs: RunRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws RunNotFoundError, RunNotStartedError, RunEndedError, IdempotencyKeyReusedError */
  async execute(command: EndRun): Promise<RunAnswer> {
    const { organisationId, runId, outcome, metadata } = command;
    const write = { organisationId, route: ROUTES[outcome], request: { runId }, metadata };
    const { consistencyToken } = await this.writes.change(write, (session) => this.end(session, command));
    const run = await this.runs.get(organisationId, runId);
    return { run, consistencyToken };
  }

  private async end(session: ManagerSession, command: EndRun): Promise<RunChange> {
    const { organisationId, runId, outcome, metadata } = command;
    const now = this.clock.now();
    const run = await this.runs.lock(session.manager, organisationId, runId);
    const ended = endRun(run, outcome, now);
    if (ended === run) return { runId, message: undefined };
    await this.runs.save(session.manager, ended);
    const { actorId, correlationId } = metadata;
    return { runId, message: runEndedMessage(ended, outcome, { actorId, endedAt: now, correlationId }) };
  }
}
