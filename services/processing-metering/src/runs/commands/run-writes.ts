import { failpoint, invariant, parseRunId, type OrganisationId } from '@credit-ledger/kernel';
import {
  consistencyToken,
  Outbox,
  OutboxRelay,
  type OutboxMessage,
  type RunInTransaction,
} from '@credit-ledger/messaging';
import {
  CONSISTENCY_TOKEN_HEADER,
  IdempotentWrites,
  type Answer,
  type IdempotentWrite,
} from '@credit-ledger/nest-platform';
import { Inject, Injectable } from '@nestjs/common';
import { MANAGER_TRANSACTIONS, type ManagerSession } from '../../database/manager-session.js';
import { isAllOrNothing } from '../domain/hold-policy.js';
import { InsufficientCreditsError } from '../domain/run.errors.js';
import type { Run } from '../domain/run.js';
import { toRunResponse, type RunResponse } from '../http/run.response.js';
import { HoldDecisions } from './hold-decisions.js';
import type { WriteMetadata } from './write-metadata.js';

export type RunWrite = {
  readonly organisationId: OrganisationId;
  readonly route: string;
  /** All that decides the effect. */
  readonly request: unknown;
  readonly metadata: WriteMetadata;
  /** Of the answer, once the ledger has decided about the run's hold. */
  readonly status: 200 | 201;
};

/** The run as it was changed, and the message that tells it to the ledger, if one did. */
export type RunChange = { readonly run: Run; readonly message: OutboxMessage | undefined };

/**
 * Changes a run at most once per Idempotency-Key: the key, the row and the message commit together. The answer is stored
 * with them, unless the ledger has to decide about a hold: 202 is stored then, and its decision in its place. So is a
 * refusal, which a repeated request meets again even when there are credits by then: a new intent needs a new key.
 */
@Injectable()
export class RunWrites {
  constructor(
    @Inject(MANAGER_TRANSACTIONS) private readonly transactions: RunInTransaction<ManagerSession>,
    @Inject(IdempotentWrites) private readonly writes: IdempotentWrites,
    @Inject(HoldDecisions) private readonly decisions: HoldDecisions,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(OutboxRelay) private readonly relay: OutboxRelay,
  ) {}

  /** Waits up to 3 s for the ledger. @throws InsufficientCreditsError when it refused a hold that is all or nothing. */
  async change(write: RunWrite, work: (session: ManagerSession) => Promise<RunChange>): Promise<Answer<RunResponse>> {
    const answer = await this.transactions((session) =>
      this.writes.run(keyOf(write, session), async () => {
        const { run, message } = await work(session);
        const [given] = await this.outbox.append(session, message === undefined ? [] : [message]);
        failpoint('run.written');
        const token = given && consistencyToken(this.outbox.source, run.organisationId, given.sequence);
        return answerOf(run, write.status, token);
      }),
    );
    failpoint('run.committed');
    this.relay.wake();
    return unlessRefused(answer.status === NOT_DECIDED ? await this.decide(write, answer) : answer);
  }

  private async decide(write: RunWrite, asked: Answer<RunResponse>): Promise<Answer<RunResponse>> {
    const run = await this.decisions.wait(write.organisationId, parseRunId(asked.body.runId));
    if (isUndecided(run)) return asked;
    const decided = { ...asked, status: isRefused(run) ? REFUSED : write.status, body: toRunResponse(run) };
    return this.transactions((session) => this.writes.settle(keyOf(write, session), decided));
  }
}

const NOT_DECIDED = 202;

const REFUSED = 402;

const isUndecided = ({ hold, endedAt }: Run): boolean => hold.status === 'PENDING' && endedAt === undefined;

const isRefused = ({ hold, usageType }: Run): boolean =>
  hold.status === 'CLOSED' && hold.refusal !== undefined && isAllOrNothing(usageType);

function unlessRefused(answer: Answer<RunResponse>): Answer<RunResponse> {
  if (answer.status !== REFUSED) return answer;
  const { runId, refusal } = answer.body;
  invariant(refusal, `the refusal of run ${runId} has no figures`);
  throw new InsufficientCreditsError(runId, refusal);
}

const keyOf = ({ organisationId, route, request, metadata }: RunWrite, session: ManagerSession): IdempotentWrite => ({
  session,
  organisationId,
  route,
  request,
  key: metadata.idempotencyKey,
});

/** With the address where the ledger's decision will show. */
const answerOf = (run: Run, status: number, token: string | undefined): Answer<RunResponse> => ({
  status: isUndecided(run) ? NOT_DECIDED : status,
  headers: {
    Location: `/v1/organisations/${run.organisationId}/runs/${run.runId}`,
    ...(token !== undefined && { [CONSISTENCY_TOKEN_HEADER]: token }),
  },
  body: toRunResponse(run),
});
