import type { ServiceDefinition } from '@credit-ledger/nest-platform';
import type { LedgerConfig } from './ledger.config.js';
import { LedgerModule } from './ledger.module.js';
import { REFUSAL_EXAMPLES } from './refusal-examples.js';

/** The ledger as the platform runs it. */
export const defineLedger = (config: LedgerConfig): ServiceDefinition => ({
  name: 'ledger',
  config,
  module: LedgerModule.forConfig(config),
  openApi: {
    description: 'Balances, monthly usage and transactions of organisations, rebuilt from an append-only event store.',
    refusals: REFUSAL_EXAMPLES,
  },
  errorStatuses: {
    'ledger.account_not_found': 404,
    'ledger.account_busy': 503,
    'ledger.run_not_charged': 404,
    'ledger.refund_exceeds_charges': 422,
    'ledger.purchase_not_found': 404,
    'ledger.reversal_exceeds_purchase': 422,
    'billing.credits_already_spent': 409,
    'ledger.transaction_not_found': 404,
    'ledger.too_many_streams': 429,
    'ledger.streams_exhausted': 503,
  },
});
