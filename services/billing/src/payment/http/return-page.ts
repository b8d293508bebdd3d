import { assertNever } from '@credit-ledger/kernel';
import { escapeHtml, htmlPage } from '../../http/html-page.js';
import { formatMoney } from '../../http/format-money.js';
import type { Payment } from '../domain/payment.js';

/** What a customer reads who comes back from the gateway. */
export function returnPage(payment: Payment | undefined): string {
  if (payment === undefined)
    return htmlPage('Payment not found', '<p role="status">This is not a payment of ours.</p>');
  const details = `<dl>
  <dt>Amount</dt><dd>${escapeHtml(formatMoney(payment.amount))}</dd>
  <dt>Payment</dt><dd><code>${escapeHtml(payment.paymentId)}</code></dd>
</dl>`;
  const { title, text } = wordsFor(payment);
  return htmlPage(title, `<p role="status">${text}</p>\n${details}`);
}

function wordsFor({ state, flag }: Payment): { title: string; text: string } {
  if (flag === 'AMOUNT_MISMATCH' && state !== 'COMPLETED') {
    return { title: 'Payment under review', text: 'The amount paid is not the amount asked for. We look into it.' };
  }
  switch (state) {
    case 'COMPLETED':
      return { title: 'Payment completed', text: 'Thank you. Your credits are being added.' };
    case 'PENDING':
      return { title: 'Payment pending', text: 'The payment is not confirmed yet.' };
    case 'FAILED':
      return { title: 'Payment failed', text: 'Nothing was paid. To try again, place a new order.' };
    case 'ABANDONED':
      return { title: 'Payment abandoned', text: 'The payment was not made. To try again, place a new order.' };
    default:
      return assertNever(state);
  }
}
