import type { Clock, RunId } from '@credit-ledger/kernel';
import { CLOCK } from '@credit-ledger/nest-platform';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { v7 as uuidv7 } from 'uuid';
import type { ManagerSession } from '../../database/manager-session.js';
import { holdRequestedMessage } from '../../integration/outbound/hold-requested.message.js';
import { findRateCard } from '../../rate-card/find-rate-card.js';
import type { HoldId } from '../domain/hold.js';
import { requestRun } from '../domain/request-run.js';
import { RunRepository } from '../run-repository.js';
import { HoldDecisions } from './hold-decisions.js';
import { RunWrites, type RunChange } from './run-writes.js';
import { StartRun, type RunAnswer } from './start-run.command.js';

@CommandHandler(StartRun)
export class StartRunHandler implements ICommandHandler<StartRun> {
  constructor(
    @Inject(RunWrites) private readonly writes: RunWrites,
    @Inject(RunRepository) private readonly runs: RunRepository,
    @Inject(HoldDecisions) private readonly decisions: HoldDecisions,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws RunExistsError, IdempotencyKeyReusedError */
  async execute(command: StartRun): Promise<RunAnswer> {
    const { data, metadata } = command;
    const { organisationId } = data;
    const write = { organisationId, route: 'POST /v1/organisations/:organisationId/runs', request: data, metadata };
    const written = await this.writes.change(write, (session) => this.open(session, command));
    const run = await this.decisions.wait(organisationId, written.runId);
    return { run, consistencyToken: written.consistencyToken };
  }

  private async open(session: ManagerSession, { data, metadata }: StartRun): Promise<RunChange> {
    const now = this.clock.now();
    const { actorId, correlationId } = metadata;
    const runId = data.runId ?? (uuidv7() as RunId);
    const request = { ...data, runId, startedBy: actorId, holdId: uuidv7() as HoldId, now };
    const run = requestRun(request, await findRateCard(session, now));
    await this.runs.open(session.manager, run);
    if (run.hold.status !== 'PENDING') return { runId, message: undefined };
    return {
      runId,
      message: holdRequestedMessage(run, run.hold, { actorId, requestedAt: now, correlationId }),
    };
  }
}
