import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Money } from '@credit-ledger/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { BILLING_CONFIG, type BillingConfig } from '../../billing.config.js';
import { type SandboxMessage, toQuery } from '../sandbox-message.js';
import { sign, SIGNATURE_PARAMETER } from '../sandbox-signature.js';
import { type CheckoutDecision, CheckoutNotFoundError, decideCheckout } from './decide-checkout.js';
import { messageOf, SandboxCheckoutEntity } from './sandbox-checkout.entity.js';
import { SandboxWebhookEntity } from './sandbox-webhook.entity.js';
import { WebhookSender } from './webhook-sender.js';

type CheckoutToOpen = {
  readonly reference: string;
  readonly amount: Money;
  readonly description: string;
  readonly returnUrl: string;
};

/**
 * The outside company that the sandbox pretends to be: it knows checkouts, and nothing of orders, credits or
 * organisations. What it tells the shop goes over HTTP and is signed, as with a real one.
 */
@Injectable()
export class SandboxCompany {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(WebhookSender) private readonly webhooks: WebhookSender,
    @Inject(BILLING_CONFIG) private readonly config: BillingConfig,
  ) {}

  /** Opens a checkout, or answers the one that is there for this reference. */
  async open({ reference, amount, description, returnUrl }: CheckoutToOpen): Promise<SandboxCheckoutEntity> {
    const checkouts = this.dataSource.getRepository(SandboxCheckoutEntity);
    await checkouts
      .createQueryBuilder()
      .insert()
      .values({
        checkoutId: `chk_${randomBytes(24).toString('base64url')}`,
        reference,
        amountMinor: amount.amountMinor,
        currency: amount.currency,
        description,
        returnUrl,
        state: 'OPEN',
        gatewayPaymentId: null,
      })
      .orIgnore()
      .execute();
    return checkouts.findOneByOrFail({ reference });
  }

  /** @throws CheckoutNotFoundError */
  async find(checkoutId: string): Promise<SandboxCheckoutEntity> {
    const checkout = await this.dataSource.getRepository(SandboxCheckoutEntity).findOneBy({ checkoutId });
    if (checkout === null) throw new CheckoutNotFoundError();
    return checkout;
  }

  async statusByReference(reference: string): Promise<SandboxMessage | undefined> {
    const checkout = await this.dataSource.getRepository(SandboxCheckoutEntity).findOneBy({ reference });
    return checkout === null ? undefined : messageOf(checkout);
  }

  /**
   * What the customer does on the page. The shop is told by webhook if this changed anything.
   * @throws CheckoutNotFoundError | CheckoutDecidedError
   */
  async decide(checkoutId: string, decision: CheckoutDecision): Promise<SandboxCheckoutEntity> {
    const decided = await this.dataSource.transaction(async (manager) => {
      const lock = { mode: 'pessimistic_write' } as const;
      const checkout = await manager.findOne(SandboxCheckoutEntity, { where: { checkoutId }, lock });
      if (checkout === null) throw new CheckoutNotFoundError();
      const state = decideCheckout(checkout.state, decision);
      return state === checkout.state ? checkout : this.change(manager, checkout, state);
    });
    this.webhooks.wake();
    return decided;
  }

  /** Where the browser goes back to, with the signed state of the checkout. */
  returnUrlOf(checkout: SandboxCheckoutEntity): string {
    const query = toQuery(messageOf(checkout));
    query.set(SIGNATURE_PARAMETER, sign(query.toString(), this.config.SANDBOX_SECRET));
    return `${checkout.returnUrl}?${query.toString()}`;
  }

  private async change(manager: EntityManager, checkout: SandboxCheckoutEntity, state: SandboxMessage['state']) {
    const gatewayPaymentId = state === 'PAID' ? `pay_${randomBytes(12).toString('base64url')}` : null;
    const changed = { ...checkout, state, gatewayPaymentId };
    const { checkoutId } = checkout;
    await manager.update(SandboxCheckoutEntity, { checkoutId }, { state, gatewayPaymentId });
    await manager.insert(SandboxWebhookEntity, { checkoutId, body: JSON.stringify(messageOf(changed)) });
    return changed;
  }
}
