import type { Money } from '@credit-ledger/kernel';
import type { PaymentId } from './payment.js';

/** What a gateway says about a checkout, whichever way it told us: its webhook, the browser's return, or when asked. */
export type GatewayReport = {
  readonly paymentId: PaymentId;
  readonly checkoutId: string;
  readonly amount: Money;
  readonly outcome: GatewayOutcome;
};

export type GatewayOutcome =
  | { readonly type: 'PAID'; readonly gatewayPaymentId: string }
  /** Terminal at the gateway: the card was declined. */
  | { readonly type: 'DECLINED' }
  /** The customer cancelled or went away. */
  | { readonly type: 'CANCELLED' }
  /** Nothing has been decided yet. */
  | { readonly type: 'OPEN' };
