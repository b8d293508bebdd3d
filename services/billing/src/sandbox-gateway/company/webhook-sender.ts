import { setTimeout as delay } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Log } from '@credit-ledger/kernel';
import { LOGGER, PG_POOL } from '@credit-ledger/nest-platform';
import pg from 'pg';
import { BILLING_CONFIG, type BillingConfig } from '../../billing.config.js';
import { sign, SIGNATURE_HEADER } from '../sandbox-signature.js';

const ATTEMPTS_MAX = 12;
const SEND_TIMEOUT_MS = 5_000;
const POLL_MS = 1_000;

// Taking a webhook already sets the time of its next attempt, twice as far away each time: should this process die while
// it sends, the webhook is simply due again. Sending twice does no harm, which is what the shop has to be able to bear.
const TAKE_DUE = `
UPDATE sandbox_webhooks SET attempts = attempts + 1, next_attempt_at = now() + interval '1 second' * (2 ^ attempts)
WHERE webhook_id IN (
  SELECT webhook_id FROM sandbox_webhooks
  WHERE delivered_at IS NULL AND next_attempt_at <= now() AND attempts < ${ATTEMPTS_MAX}
  ORDER BY next_attempt_at, webhook_id LIMIT 10
  FOR UPDATE SKIP LOCKED)
RETURNING webhook_id, body, attempts`;

type DueWebhook = { readonly webhook_id: string; readonly body: string; readonly attempts: number };

/** Brings webhooks to the shop over HTTP: signed, and again until they are taken or the attempts are used up. */
@Injectable()
export class WebhookSender implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private waking = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    @Inject(PG_POOL) private readonly pool: pg.Pool,
    @Inject(BILLING_CONFIG) private readonly config: BillingConfig,
    @Inject(LOGGER) private readonly logger: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    this.wake();
    await this.running;
  }

  /** Something may be due: look now instead of at the next poll. */
  wake(): void {
    this.waking.abort();
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      this.waking = new AbortController();
      try {
        const { rows } = await this.pool.query<DueWebhook>(TAKE_DUE);
        await Promise.all(rows.map((webhook) => this.send(webhook)));
        if (rows.length > 0) continue;
      } catch (error) {
        this.logger.warn({ err: error }, 'the sandbox could not look for webhooks');
      }
      // Stopping may have begun during the query, before this round's controller existed.
      if (this.stopping.signal.aborted) return;
      await delay(POLL_MS, undefined, { signal: this.waking.signal, ref: false }).catch(() => undefined);
    }
  }

  private async send({ webhook_id: webhookId, body, attempts }: DueWebhook): Promise<void> {
    try {
      const answer = await fetch(`${this.config.PUBLIC_URL}/v1/gateways/sandbox/webhook`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', [SIGNATURE_HEADER]: sign(body, this.config.SANDBOX_SECRET) },
        body,
        signal: AbortSignal.any([AbortSignal.timeout(SEND_TIMEOUT_MS), this.stopping.signal]),
      });
      await answer.arrayBuffer();
      if (!answer.ok) throw new Error(`the shop answered ${answer.status}`);
      await this.pool.query('UPDATE sandbox_webhooks SET delivered_at = now() WHERE webhook_id = $1', [webhookId]);
    } catch (error) {
      this.logger.warn({ webhookId, attempts, attemptsMax: ATTEMPTS_MAX, err: error }, 'webhook not delivered');
    }
  }
}
