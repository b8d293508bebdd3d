import type { ServiceDefinition } from '@credit-ledger/nest-platform';
import type { BillingConfig } from './billing.config.js';
import { BillingModule } from './billing.module.js';
import { REFUSAL_EXAMPLES } from './refusal-examples.js';

/** HTTP status of each refusal of billing. */
const ERROR_STATUSES = {
  'billing.organisation_not_found': 404,
  'billing.organisation_already_registered': 409,
  'billing.order_not_found': 404,
  'billing.payment_not_found': 404,
  'billing.credits_not_whole': 422,
  'billing.credits_below_minimum': 422,
  'billing.credits_above_maximum': 422,
  'billing.refund_policy_not_accepted': 422,
  'billing.no_price': 422,
  'billing.gateway_unavailable': 502,
  'billing.gateway_signature_invalid': 401,
  'billing.gateway_message_malformed': 400,
  'sandbox.checkout_not_found': 404,
  'sandbox.checkout_decided': 409,
} as const;

/** Billing as one service; the same for production and for specs. */
export const billingService = (config: BillingConfig): ServiceDefinition => ({
  name: 'billing',
  config,
  module: BillingModule.forConfig(config),
  // A gateway signs the bytes of its webhook, not what they mean.
  rawBody: true,
  errorStatuses: ERROR_STATUSES,
  openApi: { description: 'Organisations and their plan, prices, orders and payments.', refusals: REFUSAL_EXAMPLES },
});
