import { type DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DatabaseModule, MessagingModule } from '@credit-ledger/nest-platform';
import { BillingFactsConsumer } from './integration/inbound/billing-facts.consumer.js';
import { RecordPaymentHandler } from './invoice/commands/record-payment.handler.js';
import { InvoicesController } from './invoice/http/invoices.controller.js';
import { InvoiceStore } from './invoice/invoice-store.js';
import { InvoiceEntity } from './invoice/invoice.entity.js';
import { ListInvoicesHandler } from './invoice/queries/list-invoices.handler.js';
import type { InvoicingConfig } from './invoicing.config.js';
import { CreateInvoicing1764000000000 } from './migrations/1764000000000-create-invoicing.js';

@Module({})
export class InvoicingModule {
  static forConfig(config: InvoicingConfig): DynamicModule {
    return {
      module: InvoicingModule,
      imports: [
        CqrsModule.forRoot(),
        DatabaseModule.forService({
          name: 'invoicing',
          url: config.DATABASE_URL,
          poolMax: config.DATABASE_POOL_MAX,
          entities: [InvoiceEntity],
          migrations: [CreateInvoicing1764000000000],
        }),
        TypeOrmModule.forFeature([InvoiceEntity]),
        // Nobody is told anything yet: invoices are issued once there are billing details.
        MessagingModule.forService({
          name: 'invoicing',
          url: config.MESSAGING_URL,
          leaseMs: config.MESSAGING_LEASE_MS,
          sourceEpoch: config.SOURCE_EPOCH,
          relaysOutbox: false,
        }),
      ],
      controllers: [InvoicesController],
      providers: [InvoiceStore, RecordPaymentHandler, ListInvoicesHandler, BillingFactsConsumer],
    };
  }
}
