import type { OutgoingHttpHeaders } from 'node:http';
import type { Log, OrganisationId } from '@credit-ledger/kernel';
import { backoffMs, WakeSignal } from '@credit-ledger/messaging';
import type { BackgroundWork } from '@credit-ledger/nest-platform';
import type { BalanceView } from '../balance/balance.view.js';
import type { BalanceStream } from './balance-stream.js';
import { StreamCount, STREAM_LIMITS, StreamsExhaustedError, type StreamLimits } from './stream-limits.js';

export type WatchOptions = {
  readonly limits: StreamLimits;
  /** When to look although nobody said that there is news: another process may have brought it. */
  readonly pollMs: number;
  /** Between two looks, so that a busy organisation costs no more of them: its changes in between are told as one. */
  readonly restMs: number;
  readonly heartbeatMs: number;
};

/** The balances of many organisations in one query. */
export type ReadBalances = (
  organisationIds: readonly OrganisationId[],
) => Promise<ReadonlyMap<OrganisationId, BalanceView>>;

const DEFAULTS: WatchOptions = { limits: STREAM_LIMITS, pollMs: 250, restMs: 50, heartbeatMs: 15_000 };
// Nobody listens: the next listener wakes it.
const ASLEEP_MS = 60_000;

/**
 * Tells every open stream the balances that it waits for. It looks at the rows that queries read, whichever process wrote them,
 * with one query for all streams; it sleeps while there are none.
 */
export class BalanceWatch implements BackgroundWork {
  private readonly options: WatchOptions;
  private readonly streams = new Map<OrganisationId, Set<BalanceStream>>();
  private readonly count: StreamCount;
  private readonly news = new WakeSignal();
  private readonly stopped = new WakeSignal();
  private heartbeat: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private stopping = false;

  constructor(
    private readonly readBalances: ReadBalances,
    private readonly log: Log,
    options: Partial<WatchOptions> = {},
  ) {
    this.options = { ...DEFAULTS, ...options };
    this.count = new StreamCount(this.options.limits);
  }

  start(): void {
    this.heartbeat ??= setInterval(() => this.forEach((stream) => stream.beat()), this.options.heartbeatMs);
    this.running ??= this.run();
  }

  /** Call it when balances may have changed. */
  wake(): void {
    if (this.streams.size > 0) this.news.wake();
  }

  /** Ends every stream: their listeners come back to another process, or to this one when it is there again. */
  async stop(): Promise<void> {
    this.stopping = true;
    clearInterval(this.heartbeat);
    this.news.wake();
    this.stopped.wake();
    await this.running;
    this.forEach((stream) => stream.end());
  }

  /**
   * Opens the stream, and feeds it until it is closed.
   * @throws StreamsExhaustedError | TooManyStreamsError before anything was answered.
   */
  admit(stream: BalanceStream, headers: OutgoingHttpHeaders): void {
    if (this.stopping) throw new StreamsExhaustedError(0);
    if (stream.isClosed) return;
    this.count.take(stream.listener);
    const ofOrganisation = this.streams.get(stream.organisationId) ?? new Set();
    this.streams.set(stream.organisationId, ofOrganisation.add(stream));
    stream.open(headers, () => this.leave(stream));
    this.news.wake();
  }

  private leave(stream: BalanceStream): void {
    this.count.giveBack(stream.listener);
    const ofOrganisation = this.streams.get(stream.organisationId);
    ofOrganisation?.delete(stream);
    if (ofOrganisation?.size === 0) this.streams.delete(stream.organisationId);
  }

  private async run(): Promise<void> {
    for (let failures = 0; !this.stopping;) {
      await this.news.wait(this.streams.size === 0 ? ASLEEP_MS : this.options.pollMs);
      if (this.stopping || this.streams.size === 0) continue;
      try {
        await this.look();
        failures = 0;
        await this.stopped.wait(this.options.restMs);
      } catch (error) {
        failures += 1;
        this.log.warn({ failures, err: error }, 'looking for changed balances failed and is tried again');
        await this.stopped.wait(backoffMs(failures, { firstMs: 50, maxMs: 5_000 }));
      }
    }
  }

  private async look(): Promise<void> {
    const balances = await this.readBalances([...this.streams.keys()]);
    for (const [organisationId, view] of balances) {
      for (const stream of this.streams.get(organisationId) ?? []) stream.tell(view);
    }
  }

  private forEach(work: (stream: BalanceStream) => void): void {
    for (const stream of [...this.streams.values()].flatMap((ofOrganisation) => [...ofOrganisation])) work(stream);
  }
}
