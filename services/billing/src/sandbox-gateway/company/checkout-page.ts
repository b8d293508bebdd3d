import { assertNever, money, parseCurrency } from '@credit-ledger/kernel';
import { escapeHtml, htmlPage } from '../../http/html-page.js';
import { formatMoney } from '../../http/format-money.js';
import type { SandboxCheckoutEntity } from './sandbox-checkout.entity.js';

/** The page where a customer pays, or does not. Works without scripts, with a keyboard and with a screen reader. */
export function checkoutPage(checkout: SandboxCheckoutEntity, returnUrl: string): string {
  const amount = formatMoney(money(checkout.amountMinor, parseCurrency(checkout.currency)));
  return htmlPage(
    'Sandbox checkout',
    `<p>This is a sandbox: no money moves.</p>
<dl>
  <dt>You pay for</dt><dd>${escapeHtml(checkout.description)}</dd>
  <dt>Amount</dt><dd><strong>${escapeHtml(amount)}</strong></dd>
  <dt>Payment</dt><dd><code>${escapeHtml(checkout.reference)}</code></dd>
</dl>
${checkout.state === 'OPEN' ? choices(checkout) : decided(checkout, returnUrl)}`,
  );
}

/** What one reads after choosing to leave the payment hanging. */
export const leftHangingPage = ({ checkoutId }: SandboxCheckoutEntity): string =>
  htmlPage(
    'Left hanging',
    `<p role="status">Nothing was decided: the payment stays pending.</p>
<p><a href="/sandbox/checkout/${escapeHtml(checkoutId)}">Back to the checkout</a></p>`,
  );

// Rupees are paid at Razorpay and all else at PayGlocal: the button says which of the two this page stands in for.
function choices({ checkoutId, currency }: SandboxCheckoutEntity): string {
  const company = currency === 'INR' ? 'Razorpay' : 'PayGlocal';
  const path = `/sandbox/checkout/${escapeHtml(checkoutId)}`;
  const button = (decision: string, label: string) =>
    `<form method="post" action="${path}/${decision}"><button type="submit" class="${decision}">${label}</button></form>`;
  return `<section aria-label="Your decision">
${button('approve', `Pay with ${company}`)}
${button('decline', 'Decline the card')}
${button('cancel', 'Cancel')}
<p><a href="${path}/left">Leave it hanging</a></p>
</section>`;
}

const decided = ({ state }: SandboxCheckoutEntity, returnUrl: string): string =>
  `<p role="status">${textOf(state)}</p>
<p><a href="${escapeHtml(returnUrl)}">Back to the shop</a></p>`;

function textOf(state: SandboxCheckoutEntity['state']): string {
  switch (state) {
    case 'PAID':
      return 'Paid.';
    case 'DECLINED':
      return 'The card was declined.';
    case 'CANCELLED':
      return 'Cancelled.';
    case 'OPEN':
      return 'Not decided.';
    default:
      return assertNever(state);
  }
}
