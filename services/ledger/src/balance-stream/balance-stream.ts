import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { ActorId, OrganisationId } from '@credit-ledger/kernel';
import { toBalanceSums } from '../balance/balance-sums.js';
import type { BalanceView } from '../balance/balance.view.js';

export type StreamOptions = {
  readonly organisationId: OrganisationId;
  readonly listener: ActorId;
  /** The version that the listener had seen last; undefined when it listens for the first time. */
  readonly seen: number | undefined;
  /** When its token expires. */
  readonly endsAtMs: number;
};

// After which pause a listener asks again when its stream has broken.
const RETRY_MS = 2_000;
// Longer is no time-out for Node. The listener comes back with the version it has seen.
const LASTS_MS_MAX = 2 ** 31 - 1;

/** The balance of one organisation as server-sent events, for one listener. */
export class BalanceStream {
  private told: string | undefined;
  private expiry: NodeJS.Timeout | undefined;

  constructor(
    private readonly response: ServerResponse,
    private readonly options: StreamOptions,
  ) {}

  get organisationId(): OrganisationId {
    return this.options.organisationId;
  }

  get listener(): ActorId {
    return this.options.listener;
  }

  get isClosed(): boolean {
    return this.response.writableEnded || this.response.destroyed;
  }

  /** Begins the answer. `onClosed` is called once, however the stream ends. */
  open(headers: OutgoingHttpHeaders, onClosed: () => void): void {
    const lastsMs = Math.min(LASTS_MS_MAX, Math.max(0, this.options.endsAtMs - Date.now()));
    this.expiry = setTimeout(() => this.end(), lastsMs).unref();
    this.response.once('close', () => {
      clearTimeout(this.expiry);
      onClosed();
    });
    this.response.writeHead(200, {
      ...headers,
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-store',
      // Proxies that collect answers before they pass them on are asked not to.
      'X-Accel-Buffering': 'no',
    });
    this.write(`retry: ${RETRY_MS}\n\n`);
  }

  /** Says the sums unless the listener has them. */
  tell(view: BalanceView): void {
    const sums = `${view.balance}/${view.held}`;
    const isNews = this.told === undefined ? view.version !== this.options.seen : sums !== this.told;
    this.told = sums;
    if (isNews) this.write(`id: ${view.version}\nevent: balance\ndata: ${JSON.stringify(toBalanceSums(view))}\n\n`);
  }

  /** Keeps proxies from taking the connection for a dead one. */
  beat(): void {
    this.write(': nothing new\n\n');
  }

  end(): void {
    this.response.end();
  }

  private write(text: string): void {
    if (this.isClosed) return;
    // It has not taken what was said before: nothing is piled up for it. It comes back with the version it has seen.
    if (this.response.writableNeedDrain) this.response.destroy();
    else this.response.write(text);
  }
}
