import type { Clock } from '@credit-ledger/kernel';
import { CLOCK, type Answer } from '@credit-ledger/nest-platform';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { v7 as uuidv7 } from 'uuid';
import type { ManagerSession } from '../../database/manager-session.js';
import { holdRequestedMessage } from '../../integration/outbound/hold-requested.message.js';
import { addRunHistory } from '../history/add-run-history.js';
import { historyEntry } from '../history/run-history-entry.js';
import type { HoldId } from '../domain/hold.js';
import { resumeRun } from '../domain/resume-run.js';
import type { RunResponse } from '../http/run.response.js';
import { RunRepository } from '../run-repository.js';
import { ResumeRun } from './resume-run.command.js';
import { RunWrites, type RunChange } from './run-writes.js';

const ROUTE = 'POST /v1/organisations/:organisationId/runs/:runId/resume';

@CommandHandler(ResumeRun)
export class ResumeRunHandler implements ICommandHandler<ResumeRun> {
  constructor(
    @Inject(RunWrites) private readonly writes: RunWrites,
    @Inject(RunRepository) private readonly runs: RunRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws RunNotFoundError, RunNotPausedError, RunEndedError, InsufficientCreditsError, IdempotencyKeyReusedError */
  execute(command: ResumeRun): Promise<Answer<RunResponse>> {
    const { organisationId, runId, metadata } = command;
    const write = { organisationId, route: ROUTE, request: { runId }, metadata, status: 200 } as const;
    return this.writes.change(write, (session) => this.resume(session, command));
  }

  private async resume(session: ManagerSession, { organisationId, runId, metadata }: ResumeRun): Promise<RunChange> {
    const paused = await this.runs.lock(session.manager, organisationId, runId);
    const run = resumeRun(paused, uuidv7() as HoldId);
    if (run === paused || run.hold.status !== 'PENDING') return { run, message: undefined };
    await this.runs.save(session.manager, run);
    const { actorId, correlationId } = metadata;
    const now = this.clock.now();
    await addRunHistory(session, [historyEntry(run, { reason: 'RESUMED', at: now, actorId }, run.hold.requested)]);
    const cause = { actorId, requestedAt: now, correlationId };
    return { run, message: holdRequestedMessage(run, run.hold, cause) };
  }
}
