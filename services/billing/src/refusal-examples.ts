import { parseCurrency, parseOrganisationId, type DomainError } from '@credit-ledger/kernel';
import { OrderNotFoundError, parseOrderId, RefundPolicyNotAcceptedError } from './order/domain/order.js';
import { OrganisationAlreadyRegisteredError, OrganisationNotFoundError } from './organisation/domain/organisation.js';
import {
  BadGatewaySignatureError,
  MalformedGatewayMessageError,
} from './payment/commands/receive-gateway-message.handler.js';
import { parsePaymentId, PaymentNotFoundError } from './payment/domain/payment.js';
import { GatewayUnavailableError } from './payment/payment-gateway.js';
import {
  CreditsAboveMaximumError,
  CreditsBelowMinimumError,
  CreditsNotWholeError,
} from './pricing/domain/credit-quantity.js';
import { NoPriceError } from './pricing/price-book.js';
import { CheckoutDecidedError, CheckoutNotFoundError } from './sandbox-gateway/company/decide-checkout.js';

const ACME = parseOrganisationId('acme');

/** One of each refusal, for OpenAPI. */
export const REFUSAL_EXAMPLES: readonly DomainError[] = [
  new OrganisationNotFoundError(ACME),
  new OrganisationAlreadyRegisteredError(ACME),
  new OrderNotFoundError(parseOrderId('019aa5b1-3c5d-7e21-8a3c-5b7d9f1e2a40')),
  new PaymentNotFoundError(parsePaymentId('019aa5b1-3c5e-7d4a-9f0b-2a6c8e1d4f70')),
  new CreditsNotWholeError(),
  new CreditsBelowMinimumError(),
  new CreditsAboveMaximumError(),
  new RefundPolicyNotAcceptedError(),
  new NoPriceError(parseCurrency('USD')),
  new GatewayUnavailableError('sandbox'),
  new BadGatewaySignatureError('sandbox'),
  new MalformedGatewayMessageError('the reference is no payment id'),
  new CheckoutNotFoundError(),
  new CheckoutDecidedError('PAID'),
];
