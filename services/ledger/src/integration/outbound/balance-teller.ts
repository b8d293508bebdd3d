import { failpoint, type Log } from '@credit-ledger/kernel';
import { backoffMs, WakeSignal, type MessagePublisher, type SqlSession } from '@credit-ledger/messaging';
import type { BackgroundWork } from '@credit-ledger/nest-platform';
import { balanceChanged } from './account-facts.js';
import { factRecord } from './fact-record.js';
import { forgetTold, readUntold, type UntoldBalance } from './untold-balances.js';

const BATCH_SIZE = 1_000;
// Told at once when nobody's balance was told in the last second, else when that second is over.
const REST_MS = 1_000;
// When to look for what a process left untold that died.
const POLL_MS = 5_000;

/**
 * Tells other services the balances that changed without a fact of their own. Told before they are forgotten, so a crash
 * tells some twice; and what a later fact has overtaken tells nothing new. Consumers drop both by their sequence.
 */
export class BalanceTeller implements BackgroundWork {
  private readonly news = new WakeSignal();
  private readonly stopped = new WakeSignal();
  private running: Promise<void> | undefined;
  private stopping = false;

  constructor(
    private readonly session: SqlSession,
    private readonly publisher: MessagePublisher,
    private readonly source: string,
    private readonly log: Log,
  ) {}

  start(): void {
    this.running ??= this.run();
  }

  /** Call it when balances became untold. */
  wake(): void {
    this.news.wake();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.news.wake();
    this.stopped.wake();
    await this.running;
  }

  /** Tells every balance that is untold now, once, and returns how many these were. */
  async tellAll(): Promise<number> {
    let told = 0;
    for (let after: string | undefined = ''; after !== undefined && !this.stopping;) {
      const batch = await this.tellSome(after);
      told += batch.length;
      after = batch.length < BATCH_SIZE ? undefined : batch.at(-1)?.origin.organisationId;
    }
    return told;
  }

  private async run(): Promise<void> {
    for (let failures = 0; !this.stopping;) {
      try {
        const told = await this.tellAll();
        failures = 0;
        if (told > 0) await this.stopped.wait(REST_MS);
        if (!this.stopping) await this.news.wait(POLL_MS);
      } catch (error) {
        failures += 1;
        this.log.warn({ failures, err: error }, 'telling balances failed and is tried again');
        await this.stopped.wait(backoffMs(failures, { firstMs: 50, maxMs: 5_000 }));
      }
    }
  }

  /** Tells, and returns, the first of the organisations behind `after`. */
  private async tellSome(after: string): Promise<readonly UntoldBalance[]> {
    const untold = await readUntold(this.session, after, BATCH_SIZE);
    if (untold.length === 0) return untold;
    await this.publisher.publish(
      untold.map(({ origin, account }) =>
        factRecord(this.source, origin, balanceChanged(origin.organisationId, account)),
      ),
    );
    failpoint('balances.told');
    await forgetTold(
      this.session,
      untold.map(({ origin }) => origin),
    );
    return untold;
  }
}
