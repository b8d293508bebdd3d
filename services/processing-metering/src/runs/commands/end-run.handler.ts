import type { Clock } from '@credit-ledger/kernel';
import { CLOCK, type Answer } from '@credit-ledger/nest-platform';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { ManagerSession } from '../../database/manager-session.js';
import { runEndedMessage } from '../../integration/outbound/run-ended.message.js';
import { addRunHistory } from '../history/add-run-history.js';
import { historyEntry } from '../history/run-history-entry.js';
import { endRun, type RunOutcome } from '../domain/end-run.js';
import type { RunResponse } from '../http/run.response.js';
import { RunRepository } from '../run-repository.js';
import { EndRun } from './end-run.command.js';
import { RunWrites, type RunChange } from './run-writes.js';

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
  execute(command: EndRun): Promise<Answer<RunResponse>> {
    const { organisationId, runId, outcome, metadata } = command;
    const write = { organisationId, route: ROUTES[outcome], request: { runId }, metadata, status: 200 } as const;
    return this.writes.change(write, (session) => this.end(session, command));
  }

  private async end(session: ManagerSession, command: EndRun): Promise<RunChange> {
    const { organisationId, runId, outcome, metadata } = command;
    const now = this.clock.now();
    const run = await this.runs.lock(session.manager, organisationId, runId);
    const ended = endRun(run, outcome, now);
    if (ended === run) return { run, message: undefined };
    await this.runs.save(session.manager, ended);
    const { actorId, correlationId } = metadata;
    await addRunHistory(session, [historyEntry(ended, { reason: outcome, at: now, actorId })]);
    return { run: ended, message: runEndedMessage(ended, outcome, { actorId, endedAt: now, correlationId }) };
  }
}
