import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { textColumn } from '@credit-ledger/nest-platform';

/** A webhook that has to reach the shop. When it is sent, and sent again, is the sender's business alone. */
@Entity('sandbox_webhooks')
export class SandboxWebhookEntity {
  @PrimaryGeneratedColumn('uuid', { name: 'webhook_id' })
  webhookId!: string;

  @Column(textColumn('checkout_id'))
  checkoutId!: string;

  @Column(textColumn('body'))
  body!: string;
}
