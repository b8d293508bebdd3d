import { failpoint, type Clock, type Instant, type Log } from '@credit-ledger/kernel';
import { Outbox, OutboxRelay, type OutboxMessage, type RunInTransaction } from '@credit-ledger/messaging';
import { CLOCK, LOGGER } from '@credit-ledger/nest-platform';
import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { MANAGER_TRANSACTIONS, type ManagerSession } from '../../database/manager-session.js';
import { holdExpiredMessage } from '../../integration/outbound/hold-expired.message.js';
import { expireHold } from '../domain/expire-hold.js';
import { addRunHistory } from '../history/add-run-history.js';
import { historyEntry, type RunHistoryEntry } from '../history/run-history-entry.js';
import type { HoldId } from '../domain/hold.js';
import type { Run } from '../domain/run.js';
import { RunRepository } from '../run-repository.js';

const SWEEP_EVERY_MS = 60 * 1_000;
const SWEPT_AT_ONCE_MAX = 100;

/** What a log line says of it. */
type ExpiredHold = Pick<Run, 'organisationId' | 'runId'> & { readonly holdId: HoldId; readonly correlationId: string };
type Swept = { readonly looked: number; readonly expired: readonly ExpiredHold[] };

/**
 * Gives up holds that nobody used for a day. What is due is in the rows of the runs, so a restart forgets nothing. Any number
 * of processes may sweep: each locks the rows it takes and passes over those of others, and the row, and the message that
 * tells the ledger, commit together.
 */
@Injectable()
export class HoldExpirySweep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<void> = Promise.resolve();
  private stopping = false;

  constructor(
    @Inject(MANAGER_TRANSACTIONS) private readonly transactions: RunInTransaction<ManagerSession>,
    @Inject(RunRepository) private readonly runs: RunRepository,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(OutboxRelay) private readonly relay: OutboxRelay,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Log,
  ) {}

  // Also at once: what became due while nobody ran does not have to wait any longer.
  onApplicationBootstrap(): void {
    this.sweepSoon();
    this.timer = setInterval(() => this.sweepSoon(), SWEEP_EVERY_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    clearInterval(this.timer);
    await this.sweeping;
  }

  /** Everything that is due now. */
  async sweep(): Promise<void> {
    const now = this.clock.now();
    while (!this.stopping) {
      const { looked, expired } = await this.transactions((session) => this.sweepSome(session, now));
      failpoint('hold-expiry.committed');
      if (expired.length > 0) this.relay.wake();
      for (const hold of expired) this.logger.info(hold, 'unused hold expired');
      if (looked < SWEPT_AT_ONCE_MAX) return;
    }
  }

  // A slow sweep is followed by the next, never overlapped.
  private sweepSoon(): void {
    this.sweeping = this.sweeping
      .then(() => this.sweep())
      .catch((error: unknown) => this.logger.warn({ err: error }, 'unused holds could not be swept'));
  }

  private async sweepSome(session: ManagerSession, now: Instant): Promise<Swept> {
    const due = await this.runs.lockExpiring(session.manager, now, SWEPT_AT_ONCE_MAX);
    const messages: OutboxMessage[] = [];
    const history: RunHistoryEntry[] = [];
    const expired: ExpiredHold[] = [];
    for (const run of due) {
      const next = expireHold(run, now);
      await this.runs.save(session.manager, next);
      if (next.hold.status !== 'EXPIRING') continue;
      history.push(historyEntry(next, { reason: 'HOLD_EXPIRED', at: now }));
      const correlationId = uuidv7();
      messages.push(holdExpiredMessage(next, next.hold, { expiredAt: now, correlationId }));
      const { organisationId, runId, hold } = next;
      expired.push({ organisationId, runId, holdId: hold.holdId, correlationId });
    }
    await addRunHistory(session, history);
    await this.outbox.append(session, messages);
    failpoint('hold-expiry.written');
    return { looked: due.length, expired };
  }
}
