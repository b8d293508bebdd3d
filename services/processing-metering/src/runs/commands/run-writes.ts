import { failpoint, type OrganisationId, type RunId } from '@credit-ledger/kernel';
import {
  consistencyToken,
  Outbox,
  OutboxRelay,
  type OutboxMessage,
  type RunInTransaction,
} from '@credit-ledger/messaging';
import { IdempotentWrites } from '@credit-ledger/nest-platform';
import { Inject, Injectable } from '@nestjs/common';
import { MANAGER_TRANSACTIONS, type ManagerSession } from '../../database/manager-session.js';
import type { WriteMetadata } from './write-metadata.js';

export type RunWrite = {
  readonly organisationId: OrganisationId;
  readonly route: string;
  /** All that decides the effect. */
  readonly request: unknown;
  readonly metadata: WriteMetadata;
};

/** The run that was changed, and the message that tells it to the ledger, if one did. */
export type RunChange = { readonly runId: RunId; readonly message: OutboxMessage | undefined };
export type WrittenRun = { readonly runId: RunId; readonly consistencyToken: string | undefined };

type StoredAnswer = { readonly runId: RunId; readonly consistencyToken?: string };

/**
 * Changes a run at most once per Idempotency-Key: the key, the row and the message commit together. What is stored as the
 * answer is which run it was; its state is read afterwards, because the ledger decides about holds later.
 */
@Injectable()
export class RunWrites {
  constructor(
    @Inject(MANAGER_TRANSACTIONS) private readonly transactions: RunInTransaction<ManagerSession>,
    @Inject(IdempotentWrites) private readonly writes: IdempotentWrites,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(OutboxRelay) private readonly relay: OutboxRelay,
  ) {}

  async change(write: RunWrite, work: (session: ManagerSession) => Promise<RunChange>): Promise<WrittenRun> {
    const { organisationId, route, request, metadata } = write;
    const { body } = await this.transactions((session) =>
      this.writes.run<StoredAnswer>(
        { session, organisationId, route, request, key: metadata.idempotencyKey },
        async () => {
          const { runId, message } = await work(session);
          const [given] = await this.outbox.append(session, message === undefined ? [] : [message]);
          failpoint('run.written');
          const token = given && consistencyToken(this.outbox.source, organisationId, given.sequence);
          return { status: 200, body: { runId, ...(token && { consistencyToken: token }) } };
        },
      ),
    );
    failpoint('run.committed');
    this.relay.wake();
    return { runId: body.runId, consistencyToken: body.consistencyToken };
  }
}
