import { describe, expect, it } from '@jest/globals';
import { money, parseCurrency } from '@credit-ledger/kernel';
import { formatMoney } from './format-money.js';
import { escapeHtml } from './html-page.js';

describe('what people read', () => {
  it.each([
    [177_000n, 'INR', 'INR 1,770.00'],
    [5n, 'USD', 'USD 0.05'],
    [1_770_000_000n, 'INR', 'INR 17,700,000.00'],
  ])('shows %d %s as %s', (amountMinor, currency, text) => {
    expect(formatMoney(money(amountMinor, parseCurrency(currency)))).toBe(text);
  });

  it('never lets text become markup', () => {
    expect(escapeHtml(`<a href="x" title='y'>&`)).toBe('&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;');
  });
});
