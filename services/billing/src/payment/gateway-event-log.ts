import type { Clock } from '@credit-ledger/kernel';
import { CLOCK } from '@credit-ledger/nest-platform';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { type GatewayChannel, GatewayEventEntity, type GatewayVerdict } from './gateway-event.entity.js';

// Anybody may call a webhook's address, so what is kept of one message has a limit.
const CONTENT_CHARS_MAX = 4_000;
const PAYMENT_ID_CHARS_MAX = 64;

export type ReceivedMessage = { readonly gateway: string; readonly channel: GatewayChannel; readonly content: string };

/** Records everything that gateways, or those who pretend to be one, tell us: the evidence when money is disputed. */
@Injectable()
export class GatewayEventLog {
  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  /** Answers the id of the event, which is the cause of whatever came of it. */
  async record(
    manager: EntityManager,
    { gateway, channel, content }: ReceivedMessage,
    verdict: GatewayVerdict,
    paymentId: string | undefined,
  ): Promise<string> {
    const eventId = uuidv7();
    await manager.insert(GatewayEventEntity, {
      eventId,
      gateway,
      channel,
      verdict,
      paymentId: paymentId?.slice(0, PAYMENT_ID_CHARS_MAX) ?? null,
      // PostgreSQL has no NUL in text.
      content: content.slice(0, CONTENT_CHARS_MAX).replaceAll('\0', '\uFFFD'),
      receivedAt: this.clock.now(),
    });
    return eventId;
  }
}
