import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigintColumn, optionalTextColumn, textColumn } from '@credit-ledger/nest-platform';
import type { SandboxMessage } from '../sandbox-message.js';

/** A checkout at the sandbox. Its id cannot be guessed: knowing it is the permission to pay. */
@Entity('sandbox_checkouts')
export class SandboxCheckoutEntity {
  @PrimaryColumn(textColumn('checkout_id'))
  checkoutId!: string;

  @Column(textColumn('reference'))
  reference!: string;

  @Column(textColumn('description'))
  description!: string;

  @Column(bigintColumn('amount_minor'))
  amountMinor!: bigint;

  @Column(textColumn('currency'))
  currency!: string;

  @Column(textColumn('return_url'))
  returnUrl!: string;

  @Column(textColumn('state'))
  state!: SandboxMessage['state'];

  @Column(optionalTextColumn('gateway_payment_id'))
  gatewayPaymentId!: string | null;
}

export const messageOf = (checkout: SandboxCheckoutEntity): SandboxMessage => ({
  checkoutId: checkout.checkoutId,
  reference: checkout.reference,
  state: checkout.state,
  amountMinor: checkout.amountMinor.toString(),
  currency: checkout.currency,
  ...(checkout.gatewayPaymentId === null ? {} : { gatewayPaymentId: checkout.gatewayPaymentId }),
});
