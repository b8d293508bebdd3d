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
ON CONFLICT (gateway, channel, md5(content)) DO UPDATE
  SET verdict = CASE WHEN excluded.verdict = 'NO_CHANGE' THEN gateway_events.verdict ELSE excluded.verdict END
RETURNING event_id`;

/**
 * Records what gateways tell us, each thing once: the evidence when money is disputed. Only what a gateway has signed, or
 * answered to us, gets here; what others send leaves a line in the log and no row, for they could send it without end.
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
    return row.event_id;
  }
}
