import { failpoint, type Log } from '@credit-ledger/kernel';
import { backoffMs, WakeSignal, type MessagePublisher, type SqlSession } from '@credit-ledger/messaging';
import type { BackgroundWork } from '@credit-ledger/nest-platform';
import { balanceChanged } from './account-facts.js';
import { factRecord } from './fact-record.js';
import { forgetUntold, readUntold } from './untold-balances.js';

const BATCH_SIZE = 1_000;
// An account that is charged all the time is told of once a second; one that was at rest, at once.
const REST_MS = 1_000;
// How late the balances are at worst that a process left untold when it died.
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

  /** Every balance that is untold now, once. */
  async tellAll(): Promise<void> {
    for (let after: string | undefined = ''; after !== undefined && !this.stopping;) after = await this.tellSome(after);
  }

  private async run(): Promise<void> {
    for (let failures = 0; !this.stopping;) {
      try {
        await this.tellAll();
        failures = 0;
        await this.stopped.wait(REST_MS);
        if (!this.stopping) await this.news.wait(POLL_MS);
      } catch (error) {
        failures += 1;
        this.log.warn({ failures, err: error }, 'telling balances failed and is tried again');
        await this.stopped.wait(backoffMs(failures, { firstMs: 50, maxMs: 5_000 }));
      }
    }
  }

  /** Tells those of the organisations behind `after`, and returns the last of these; undefined when there are no more. */
  private async tellSome(after: string): Promise<string | undefined> {
    const untold = await readUntold(this.session, after, BATCH_SIZE);
    const last = untold.at(-1);
    if (last === undefined) return undefined;
    await this.publisher.publish(
      untold.map(({ origin, account }) =>
        factRecord(this.source, origin, balanceChanged(origin.organisationId, account)),
      ),
    );
    failpoint('balances.told');
    await forgetUntold(
      this.session,
      untold.map(({ origin }) => origin),
    );
    return untold.length < BATCH_SIZE ? undefined : last.origin.organisationId;
  }
}
