import type { Order, Payment } from '../api/billing-api.js';
import { formatMoney, formatNumber } from '../report/format.js';
import { waitUntil } from '../waiting/wait-until.js';
import type { DemoContext } from './demo-context.js';

export type Purchase = { readonly paymentId: string; readonly credits: number; readonly order: Order };

/** The order was not paid, although the demo paid it. */
export class PaymentNotCompletedError extends Error {
  constructor({ paymentId, state }: Payment) {
    super(`payment ${paymentId} is ${state}, although it was approved at the sandbox; the log of billing says why`);
    this.name = 'PaymentNotCompletedError';
  }
}

/** Orders credits, pays at the sandbox, and waits until the balance shows them. */
export async function buyCredits(context: DemoContext, credits: number): Promise<Purchase> {
  const { billing, progress } = context;
  const order = await billing.placeOrder(credits);
  const { paymentId, checkoutUrl, gateway } = order.payment;
  if (checkoutUrl === null) throw new PaymentNotCompletedError(order.payment);
  await billing.approve(checkoutUrl);
  await waitForCredits(context, await waitForCompletion(context, paymentId));
  progress.say(
    `Bought ${formatNumber(credits)} credits for ${formatMoney(order.total)}, ${formatMoney(order.tax)} of it GST ` +
      `(${gateway}, payment ${paymentId}, COMPLETED).`,
  );
  return { paymentId, credits: order.credits, order };
}

function waitForCompletion({ billing, signal }: DemoContext, paymentId: string): Promise<string> {
  return waitUntil(
    `payment ${paymentId} is completed`,
    async () => {
      const { payment, consistencyToken } = await billing.payment(paymentId);
      if (payment.state === 'FAILED' || payment.state === 'ABANDONED') throw new PaymentNotCompletedError(payment);
      return consistencyToken;
    },
    { signal },
  );
}

async function waitForCredits({ ledger, signal }: DemoContext, consistencyToken: string): Promise<void> {
  await waitUntil(
    'the balance shows the credits that were bought',
    async () => (await ledger.balance(consistencyToken))?.caughtUp || undefined,
    { signal },
  );
}
