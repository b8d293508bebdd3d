import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Log } from '@credit-ledger/kernel';

const CHANNEL = 'event_store_appended';
const CONNECT_TIMEOUT_MS = 5_000;
// A busy store commits many times while another process handles what it was woken for.
const REST_MS = 20;

/**
 * Wakes readers after an append: at once in this process, by NOTIFY in others. Only a hint: whoever waits polls as well.
 * The NOTIFY is sent after the commit and on another connection, because inside the appending transaction it costs a third
 * of the throughput; while one is on its way, and a moment longer, further appends share the next.
 */
export class CommitSignal {
  private readonly waiting = new Set<() => void>();
  private wakeUps = 0;
  private listener: pg.Client | undefined;
  private notifying: Promise<void> | undefined;
  private notifyAgain = false;
  private closed = false;

  /** @param pool sends the notifications; `url` is where one connection more listens for those of others. */
  constructor(
    private readonly pool: pg.Pool,
    private readonly url: string,
    private readonly log: Log,
  ) {}

  /** Compare with a later one to learn whether there was an append in between. */
  get count(): number {
    return this.wakeUps;
  }

  appended(): void {
    this.wake();
    this.notifyAgain = true;
    this.notifying ??= this.notify();
  }

  /** Resolves after the first append since `count` was `seen`, after `timeoutMs`, or when `abort` does; whatever is first. */
  after(seen: number, timeoutMs: number, abort: AbortSignal): Promise<void> {
    if (seen !== this.wakeUps || abort.aborted || this.closed) return Promise.resolve();
    this.listen();
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.waiting.delete(done);
        abort.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, timeoutMs);
      this.waiting.add(done);
      abort.addEventListener('abort', done);
    });
  }

  /** Wakes everybody for the last time. */
  async close(): Promise<void> {
    this.closed = true;
    this.wake();
    await this.notifying;
    await this.listener?.end().catch(() => undefined);
  }

  private wake(): void {
    this.wakeUps += 1;
    for (const done of this.waiting) done();
  }

  private async notify(): Promise<void> {
    while (this.notifyAgain) {
      this.notifyAgain = false;
      // Readers poll: a notification that cannot be sent costs them time only.
      await this.pool.query(`notify ${CHANNEL}`).catch(() => undefined);
      await sleep(REST_MS);
    }
    this.notifying = undefined;
  }

  /** Keeps one connection that listens. Whoever waits does not wait for it, and asks again when it is lost. */
  private listen(): void {
    if (this.listener !== undefined) return;
    const { url: connectionString } = this;
    const client = new pg.Client({
      connectionString,
      application_name: 'event-store-listener',
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    });
    this.listener = client;
    const lose = (error: Error): void => {
      if (this.listener !== client || this.closed) return;
      this.log.warn({ err: error }, 'the event store cannot be listened to; its readers poll');
      this.listener = undefined;
      client.end().catch(() => undefined);
    };
    client.on('error', lose);
    client.on('notification', () => this.wake());
    client
      .connect()
      .then(() => client.query(`listen ${CHANNEL}`))
      .catch(lose);
  }
}
