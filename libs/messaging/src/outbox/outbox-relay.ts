import { randomUUID } from 'node:crypto';
import { failpoint, type Log } from '@credit-ledger/kernel';
import type { Pool } from 'pg';
import { backoffMs } from '../backoff.js';
import type { MessagePublisher } from '../ports/messaging.js';
import { sessionOf, type SqlSession } from '../sql/sql-session.js';
import { restMs } from '../rest.js';
import { WakeSignal } from '../wake-signal.js';
import { RelayLease } from './relay-lease.js';
import { deleteSent, readUnsent } from './unsent-messages.js';

export type OutboxRelayOptions = {
  readonly pool: Pool;
  readonly publisher: MessagePublisher;
  readonly logger: Log;
  /** Messages per publication, default 1,000. */
  readonly batchSizeMax?: number;
  /** How long to sleep when nothing is waiting and nobody wakes, default 75 ms. Polling is the truth, waking a courtesy. */
  readonly pollMs?: number;
  /** How long a relay that stopped answering keeps others from taking over, default 10 s. */
  readonly leaseMs?: number;
  readonly metrics?: RelayMetrics;
};

export interface RelayMetrics {
  sent(messages: number): void;
}

/**
 * Sends what the outbox holds, in sequence per organisation, and deletes it once the broker has acknowledged. A batch is
 * sent only after the previous one is acknowledged, so order survives every crash; a crash before the delete sends the
 * batch again, which consumers drop by its sequences.
 *
 * Fair: after a batch it goes on with the organisations behind the last one it served, so that a hot organisation gets
 * at most one batch per round.
 */
export class OutboxRelay {
  private readonly session: SqlSession;
  private readonly lease: RelayLease;
  private readonly owner = randomUUID();
  private readonly news = new WakeSignal();
  private readonly stopped = new WakeSignal();
  private readonly batchSizeMax: number;
  private readonly pollMs: number;
  private readonly leaseMs: number;
  private running: Promise<void> | undefined;
  private stopping = false;
  private cursor = FIRST_ORGANISATION;
  private generation: bigint | undefined;
  private leaseTakenAtMs = 0;

  constructor(private readonly options: OutboxRelayOptions) {
    this.session = sessionOf(options.pool);
    this.batchSizeMax = options.batchSizeMax ?? 1_000;
    this.pollMs = options.pollMs ?? 75;
    this.leaseMs = options.leaseMs ?? 10_000;
    this.lease = new RelayLease(this.session, { name: LEASE_NAME, owner: this.owner, leaseMs: this.leaseMs });
  }

  start(): void {
    this.running ??= this.run();
  }

  /** Call it after a commit that wrote to the outbox. */
  wake(): void {
    this.news.wake();
  }

  /** Finishes the batch in hand and gives the lease back. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.news.wake();
    this.stopped.wake();
    await this.running;
  }

  private async run(): Promise<void> {
    let failures = 0;
    while (!this.stopping) {
      try {
        const generation = await this.holdLease();
        const begunAt = performance.now();
        const sent = generation === undefined ? 0 : await this.sendBatch(generation);
        if (generation === undefined) await this.stopped.wait(this.leaseMs / 4);
        else if (sent === 0) await this.news.wait(this.pollMs);
        else await this.stopped.wait(restMs(performance.now() - begunAt, sent / this.batchSizeMax));
        failures = 0;
      } catch (error) {
        failures++;
        this.options.logger.warn({ err: error, failures }, 'outbox relay failed and will try again');
        await this.stopped.wait(backoffMs(failures, { firstMs: 50, maxMs: 5_000 }));
      }
    }
    await this.lease.release().catch((error: unknown) => {
      this.options.logger.warn({ err: error }, 'outbox relay could not give its lease back; it will expire');
    });
  }

  // Renewed at a third of its life. The age is taken by the monotonic clock from before the request, so the lease seems
  // older to us than it is, never younger; after a freeze it seems expired, and is asked for again before anything is sent.
  private async holdLease(): Promise<bigint | undefined> {
    const now = performance.now();
    if (this.generation === undefined || now - this.leaseTakenAtMs > this.leaseMs / 3) {
      this.generation = await this.lease.acquire();
      this.leaseTakenAtMs = now;
    }
    return this.generation;
  }

  private async sendBatch(generation: bigint): Promise<number> {
    const batch = await readUnsent(this.session, this.cursor, this.batchSizeMax);
    const last = batch.at(-1);
    if (last === undefined) return this.wrapAround(generation);

    await this.options.publisher.publish(batch.map((message) => message.record));
    failpoint('outbox.sent');
    const lease = { name: LEASE_NAME, owner: this.owner, generation, leaseMs: this.leaseMs };
    if (!(await deleteSent(this.session, lease, batch))) {
      this.generation = undefined;
      this.options.logger.warn({ generation }, 'outbox relay was overtaken; what it sent will be sent again');
      return 0;
    }
    this.cursor = batch.length < this.batchSizeMax ? FIRST_ORGANISATION : last.organisationId;
    this.options.metrics?.sent(batch.length);
    return batch.length;
  }

  private wrapAround(generation: bigint): Promise<number> | number {
    if (this.cursor === FIRST_ORGANISATION) return 0;
    this.cursor = FIRST_ORGANISATION;
    return this.sendBatch(generation);
  }
}

const LEASE_NAME = 'outbox';
/** Sorts before every organisation id. */
const FIRST_ORGANISATION = '';
