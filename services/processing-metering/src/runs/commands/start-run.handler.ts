import type { Clock, RunId } from '@credit-ledger/kernel';
import { CLOCK, type Answer } from '@credit-ledger/nest-platform';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { v7 as uuidv7 } from 'uuid';
import type { ManagerSession } from '../../database/manager-session.js';
import { holdRequestedMessage } from '../../integration/outbound/hold-requested.message.js';
import { findTimeZones } from '../../organisations/find-time-zones.js';
import { OrganisationNotFoundError } from '../../organisations/organisation-not-found.error.js';
import { findRates } from '../../rate-card/find-rates.js';
import { addRunHistory } from '../history/add-run-history.js';
import { historyEntry } from '../history/run-history-entry.js';
import type { HoldId } from '../domain/hold.js';
import { requestRun } from '../domain/request-run.js';
import type { RunResponse } from '../http/run.response.js';
import { RunRepository } from '../run-repository.js';
import { RunWrites, type RunChange } from './run-writes.js';
import { StartRun } from './start-run.command.js';

const ROUTE = 'POST /v1/organisations/:organisationId/runs';

@CommandHandler(StartRun)
export class StartRunHandler implements ICommandHandler<StartRun> {
  constructor(
    @Inject(RunWrites) private readonly writes: RunWrites,
    @Inject(RunRepository) private readonly runs: RunRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws OrganisationNotFoundError, RunExistsError, InsufficientCreditsError, IdempotencyKeyReusedError */
  execute(command: StartRun): Promise<Answer<RunResponse>> {
    const { data, metadata } = command;
    const { organisationId } = data;
    const write = { organisationId, route: ROUTE, request: data, metadata, status: 201 } as const;
    return this.writes.change(write, (session) => this.open(session, command));
  }

  private async open(session: ManagerSession, { data, metadata }: StartRun): Promise<RunChange> {
    const now = this.clock.now();
    const { actorId, correlationId } = metadata;
    const runId = data.runId ?? (uuidv7() as RunId);
    const request = { ...data, runId, startedBy: actorId, holdId: uuidv7() as HoldId, now };
    // A hold would be refused: an account of nobody has no credits.
    const zones = await findTimeZones(session, [data.organisationId]);
    if (zones.size === 0) throw new OrganisationNotFoundError(data.organisationId);
    const run = requestRun(request, await findRates(session, data.organisationId, now));
    await this.runs.open(session.manager, run);
    await addRunHistory(session, [historyEntry(run, { reason: 'REQUESTED', at: now, actorId }, run.estimate)]);
    if (run.hold.status !== 'PENDING') return { run, message: undefined };
    return {
      run,
      message: holdRequestedMessage(run, run.hold, { actorId, requestedAt: now, correlationId }),
    };
  }
}
