import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '@credit-ledger/kernel';
import { backoffMs, type WakeSignal } from '@credit-ledger/messaging';
import pg from 'pg';
import { channelOf } from '../topics/channel.js';

/**
 * Hears that records arrived, so that readers need not wait for their next poll. Nothing depends on it: a notification that
 * is lost with its connection costs one poll interval.
 */
export class NewsListener {
  private readonly signals = new Map<WakeSignal, readonly string[]>();
  private readonly closed = new AbortController();
  private client: pg.Client | undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly url: string,
    private readonly logger: Log,
  ) {}

  /** Wakes the signal whenever one of the topics has news, until the returned function is called. */
  async listen(topics: readonly string[], signal: WakeSignal): Promise<() => void> {
    this.signals.set(signal, topics.map(channelOf));
    this.running ??= this.stayConnected();
    if (this.client !== undefined) await subscribe(this.client, topics.map(channelOf)).catch(() => undefined);
    return () => void this.signals.delete(signal);
  }

  async close(): Promise<void> {
    this.closed.abort();
    await this.client?.end().catch(() => undefined);
    await this.running;
  }

  private async stayConnected(): Promise<void> {
    let failures = 0;
    while (!this.closed.signal.aborted) {
      try {
        await this.listenUntilLost();
        failures = 0;
      } catch (error) {
        failures++;
        this.logger.warn({ err: error }, 'not listening for news; polling meanwhile');
      }
      const pause = backoffMs(failures + 1, { firstMs: 100, maxMs: 5_000 });
      await sleep(pause, undefined, { signal: this.closed.signal }).catch(() => undefined);
    }
  }

  private async listenUntilLost(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.url,
      application_name: 'embedded log listener',
      keepAlive: true,
    });
    const lost = new Promise<void>((resolve) => {
      client.once('end', resolve);
      // An error is followed by the end; unheard, it would end the process.
      client.on('error', () => resolve());
    });
    client.on('notification', ({ channel }) => this.spread(channel));
    try {
      await client.connect();
      await subscribe(client, [...new Set([...this.signals.values()].flat())]);
      this.client = client;
      // Whatever came while nobody listened.
      for (const signal of this.signals.keys()) signal.wake();
      if (this.closed.signal.aborted) return;
      await lost;
    } finally {
      this.client = undefined;
      await client.end().catch(() => undefined);
    }
  }

  private spread(channel: string): void {
    for (const [signal, channels] of this.signals) if (channels.includes(channel)) signal.wake();
  }
}

async function subscribe(client: pg.Client, channels: readonly string[]): Promise<void> {
  await client.query(channels.map((channel) => `LISTEN ${client.escapeIdentifier(channel)}`).join(';'));
}
