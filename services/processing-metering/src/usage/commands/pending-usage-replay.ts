import { DomainError, failpoint, type Log } from '@credit-ledger/kernel';
import { backoffMs, failureKindOf, WakeSignal, type RunInTransaction, type SqlSession } from '@credit-ledger/messaging';
import { keepPendingUsage } from './keep-pending-usage.js';
import { setOldestPendingUsageAside, takePendingUsage, type KeptUsage } from './take-pending-usage.js';
import type { UsageIntake } from './usage-intake.js';
import type { UsageOutcome } from './usage-outcome.js';

const REPORTS_PER_TRANSACTION = 500;
const POLL_MS = 2_000;

/** What a rule refuses for good is kept for a person to look at. */
async function keepRefused(
  session: SqlSession,
  incoming: readonly KeptUsage[],
  outcomes: readonly UsageOutcome[],
): Promise<void> {
  for (const [index, outcome] of outcomes.entries()) {
    const usage = incoming[index];
    if (outcome.kind !== 'refused' || usage === undefined) continue;
    await keepPendingUsage(session, [usage], usage.receivedAt, outcome.error.code);
  }
}

export type PendingUsageReplayOptions = {
  readonly transactions: RunInTransaction;
  readonly intake: UsageIntake;
  readonly logger: Log;
  readonly photosPerTransactionMax: number;
  readonly onCommitted: () => void;
};

/**
 * Counts usage that was reported before its organisation registered. Polling is what finds it: a report may be kept in
 * the very moment in which its organisation registers, and then nobody else looks again.
 */
export class PendingUsageReplay {
  private readonly news = new WakeSignal();
  private running: Promise<void> | undefined;
  private stopping = false;

  constructor(private readonly options: PendingUsageReplayOptions) {}

  start(): void {
    this.running ??= this.run();
  }

  /** After an organisation registered. */
  wake(): void {
    this.news.wake();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.news.wake();
    await this.running;
  }

  /**
   * Replays some of it in one transaction and answers how many reports; 0 when there is nothing to replay.
   * @throws whatever may pass.
   */
  async replaySome(limit = REPORTS_PER_TRANSACTION): Promise<number> {
    try {
      const replayed = await this.options.transactions(async (session) => {
        const incoming = await takePendingUsage(session, limit, this.options.photosPerTransactionMax);
        const outcomes = await this.options.intake.accept(session, incoming);
        await keepRefused(session, incoming, outcomes);
        return incoming.length;
      });
      failpoint('pending-usage.committed');
      if (replayed > 0) this.options.onCommitted();
      return replayed;
    } catch (error) {
      if (failureKindOf(error) === 'passing') throw error;
      if (limit > 1) return this.replaySome(1);
      await this.setAside(error);
      return 1;
    }
  }

  private async setAside(error: unknown): Promise<void> {
    const code = error instanceof DomainError ? error.code : 'metering.replay_failed';
    const [row] = await this.options.transactions((session) => setOldestPendingUsageAside(session, code));
    const { id, organisation_id: organisationId, correlation_id: correlationId } = row ?? {};
    const fields = { err: error, id, organisationId, correlationId, code };
    this.options.logger.error(fields, 'pending usage cannot be counted and was set aside');
  }

  private async run(): Promise<void> {
    let failures = 0;
    while (!this.stopping) {
      try {
        if ((await this.replaySome()) === 0) await this.news.wait(POLL_MS);
        failures = 0;
      } catch (error) {
        failures += 1;
        this.options.logger.warn({ err: error, failures }, 'pending usage waits for another attempt');
        await this.news.wait(backoffMs(failures, { firstMs: 200, maxMs: 30_000 }));
      }
    }
  }
}
