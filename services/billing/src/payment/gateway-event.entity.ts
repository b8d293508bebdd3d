import type { Instant } from '@credit-ledger/kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { instantColumn, optionalTextColumn, textColumn } from '@credit-ledger/nest-platform';

/** How a gateway's word reached us. */
export type GatewayChannel = 'WEBHOOK' | 'RETURN' | 'RECHECK';

/** What came of it. */
export type GatewayVerdict = 'APPLIED' | 'NO_CHANGE' | 'FLAGGED' | 'BAD_SIGNATURE' | 'MALFORMED' | 'UNKNOWN_PAYMENT';

/** One thing a gateway, or somebody who pretends to be it, told us, however often it did. */
@Entity('gateway_events')
export class GatewayEventEntity {
  @PrimaryColumn({ name: 'event_id', type: 'uuid' })
  eventId!: string;

  @Column(textColumn('gateway'))
  gateway!: string;

  @Column(textColumn('channel'))
  channel!: GatewayChannel;

  @Column(textColumn('verdict'))
  verdict!: GatewayVerdict;

  @Column(optionalTextColumn('payment_id'))
  paymentId!: string | null;

  @Column(textColumn('content'))
  content!: string;

  @Column(instantColumn('received_at'))
  receivedAt!: Instant;
}
