import { invariant, type Clock } from '@credit-ledger/kernel';
import { CLOCK } from '@credit-ledger/nest-platform';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import type { PaymentId } from './domain/payment.js';
import type { GatewayChannel, GatewayVerdict } from './gateway-event.entity.js';

// Far more than any message of a gateway has.
const CONTENT_CHARS_MAX = 4_000;

export type ReceivedMessage = { readonly gateway: string; readonly channel: GatewayChannel; readonly content: string };

// What is told again is what was told: its row stays, unless this time something came of it.
const RECORD = `
INSERT INTO gateway_events (event_id, gateway, channel, verdict, payment_id, content, received_at)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (gateway, channel, md5(content), (verdict = 'BAD_SIGNATURE')) DO UPDATE
  SET verdict = CASE WHEN excluded.verdict = 'NO_CHANGE' THEN gateway_events.verdict ELSE excluded.verdict END
RETURNING event_id`;

// Anybody may call the addresses of a gateway, with ever new content. What is genuine is never removed.
const FORGERIES_KEPT_MAX = 10_000;
const FORGET_OLDEST_FORGERIES = `
DELETE FROM gateway_events WHERE event_id IN (
  SELECT event_id FROM gateway_events WHERE verdict = 'BAD_SIGNATURE' ORDER BY received_at DESC, event_id DESC OFFSET $1)`;

/**
 * Records what gateways, or those who pretend to be one, tell us, each thing once: the evidence when money is disputed. Of
 * forgeries the newest are kept.
 */
@Injectable()
export class GatewayEventLog {
  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  /** Answers the id of the event, which is the cause of whatever came of it. */
  async record(
    manager: EntityManager,
    { gateway, channel, content }: ReceivedMessage,
    verdict: GatewayVerdict,
    paymentId: PaymentId | undefined,
  ): Promise<string> {
    // PostgreSQL has no NUL in text.
    const kept = content.slice(0, CONTENT_CHARS_MAX).replaceAll('\0', '\uFFFD');
    const values = [uuidv7(), gateway, channel, verdict, paymentId ?? null, kept, this.clock.now()];
    const [row] = await manager.query<{ event_id: string }[]>(RECORD, values);
    invariant(row !== undefined, 'an event of a gateway was neither recorded nor there');
    if (verdict === 'BAD_SIGNATURE') await manager.query(FORGET_OLDEST_FORGERIES, [FORGERIES_KEPT_MAX]);
    return row.event_id;
  }
}
