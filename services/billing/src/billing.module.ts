import { type DynamicModule, Global, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DatabaseModule, IdempotencyModule, MessagingModule } from '@credit-ledger/nest-platform';
import { AccountBalanceEntity } from './account-balance/account-balance.entity.js';
import { AccountBalances } from './account-balance/account-balances.js';
import { RememberBalanceHandler } from './account-balance/commands/remember-balance.handler.js';
import { BILLING_CONFIG, type BillingConfig } from './billing.config.js';
import { LedgerFactsConsumer } from './integration/inbound/ledger-facts.consumer.js';
import { CreateBilling1764000000000 } from './migrations/1764000000000-create-billing.js';
import { CreateSandbox1764000000001 } from './migrations/1764000000001-create-sandbox.js';
import { PlaceOrderHandler } from './order/commands/place-order.handler.js';
import { CreditOrderEntity } from './order/credit-order.entity.js';
import { OrdersController } from './order/http/orders.controller.js';
import { OrderStore } from './order/order-store.js';
import { GetOrderHandler } from './order/queries/get-order.handler.js';
import { RegisterOrganisationHandler } from './organisation/commands/register-organisation.handler.js';
import { OrganisationsController } from './organisation/http/organisations.controller.js';
import { OrganisationStore } from './organisation/organisation-store.js';
import { OrganisationEntity } from './organisation/organisation.entity.js';
import { GetOrganisationHandler } from './organisation/queries/get-organisation.handler.js';
import { CheckoutOpening } from './payment/checkout-opening.js';
import { AbandonOverduePaymentHandler } from './payment/commands/abandon-overdue-payment.handler.js';
import { ApplyGatewayReportHandler } from './payment/commands/apply-gateway-report.handler.js';
import { NoteCreditsAddedHandler } from './payment/commands/note-credits-added.handler.js';
import { ReceiveGatewayMessageHandler } from './payment/commands/receive-gateway-message.handler.js';
import { RecheckPaymentHandler } from './payment/commands/recheck-payment.handler.js';
import { GatewayEventLog } from './payment/gateway-event-log.js';
import { GatewayEventEntity } from './payment/gateway-event.entity.js';
import { GatewayWebhookController } from './payment/http/gateway-webhook.controller.js';
import { PaymentReturnController } from './payment/http/payment-return.controller.js';
import { PaymentsController } from './payment/http/payments.controller.js';
import { PaymentCompletion } from './payment/payment-completion.js';
import { PaymentStore } from './payment/payment-store.js';
import { PaymentEntity } from './payment/payment.entity.js';
import { PendingPaymentSweep } from './payment/pending-payment-sweep.js';
import { GetPaymentHandler } from './payment/queries/get-payment.handler.js';
import { ListPaymentsHandler } from './payment/queries/list-payments.handler.js';
import { QuotesController } from './pricing/http/quotes.controller.js';
import { PriceBookEntryEntity } from './pricing/price-book-entry.entity.js';
import { PriceBook } from './pricing/price-book.js';
import { QuoteCreditsHandler } from './pricing/queries/quote-credits.handler.js';
import { SandboxCheckoutEntity } from './sandbox-gateway/company/sandbox-checkout.entity.js';
import { SandboxWebhookEntity } from './sandbox-gateway/company/sandbox-webhook.entity.js';
import { SandboxGatewayModule } from './sandbox-gateway/sandbox-gateway.module.js';

const ENTITIES = [
  OrganisationEntity,
  PriceBookEntryEntity,
  CreditOrderEntity,
  PaymentEntity,
  GatewayEventEntity,
  AccountBalanceEntity,
];
const SANDBOX_ENTITIES = [SandboxCheckoutEntity, SandboxWebhookEntity];

@Global()
@Module({})
export class BillingModule {
  static forConfig(config: BillingConfig): DynamicModule {
    return {
      module: BillingModule,
      imports: [
        CqrsModule.forRoot(),
        DatabaseModule.forService({
          name: 'billing',
          url: config.DATABASE_URL,
          poolMax: config.DATABASE_POOL_MAX,
          entities: [...ENTITIES, ...SANDBOX_ENTITIES],
          migrations: [CreateBilling1764000000000, CreateSandbox1764000000001],
        }),
        TypeOrmModule.forFeature(ENTITIES),
        IdempotencyModule,
        MessagingModule.forService({
          name: 'billing',
          url: config.MESSAGING_URL,
          leaseMs: config.MESSAGING_LEASE_MS,
          sourceEpoch: config.SOURCE_EPOCH,
        }),
        // Which gateway takes the money is chosen here and nowhere else.
        SandboxGatewayModule,
      ],
      controllers: [
        OrganisationsController,
        QuotesController,
        OrdersController,
        PaymentsController,
        GatewayWebhookController,
        PaymentReturnController,
      ],
      providers: [
        { provide: BILLING_CONFIG, useValue: config },
        ...[OrganisationStore, OrderStore, PaymentStore, PriceBook, AccountBalances, GatewayEventLog],
        ...[CheckoutOpening, PaymentCompletion, PendingPaymentSweep, LedgerFactsConsumer],
        ...[RegisterOrganisationHandler, PlaceOrderHandler, RememberBalanceHandler, NoteCreditsAddedHandler],
        ...[
          ApplyGatewayReportHandler,
          ReceiveGatewayMessageHandler,
          RecheckPaymentHandler,
          AbandonOverduePaymentHandler,
        ],
        ...[GetOrganisationHandler, QuoteCreditsHandler, GetOrderHandler, GetPaymentHandler, ListPaymentsHandler],
      ],
      exports: [BILLING_CONFIG],
    };
  }
}
