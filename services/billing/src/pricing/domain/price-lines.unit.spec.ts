import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseCurrency } from '@credit-ledger/kernel';
import { parseUnitPrice, type TaxRule } from './price.js';
import { priceLines } from './price-lines.js';

const INR = parseCurrency('INR');
const USD = parseCurrency('USD');
const GST: TaxRule = { name: 'GST', percent: '18' };

const line = (quantity: bigint, unitPrice: string) => ({ quantity, unitPrice: parseUnitPrice(unitPrice) });
const amounts = (totals: ReturnType<typeof priceLines>) => ({
  net: totals.net.amountMinor,
  tax: totals.tax.amountMinor,
  total: totals.total.amountMinor,
});

describe('the price of an order', () => {
  it.each([
    {
      name: '1,000 credits in USD',
      lines: [line(1_000n, '0.02')],
      currency: USD,
      rule: undefined,
      net: 2_000n,
      tax: 0n,
      total: 2_000n,
    },
    {
      name: '1,000 credits in INR',
      lines: [line(1_000n, '1.50')],
      currency: INR,
      rule: GST,
      net: 150_000n,
      tax: 27_000n,
      total: 177_000n,
    },
    {
      name: 'Pro in INR',
      lines: [line(1n, '10000')],
      currency: INR,
      rule: GST,
      net: 1_000_000n,
      tax: 180_000n,
      total: 1_180_000n,
    },
    {
      name: 'Pro and 1,000 credits in INR',
      lines: [line(1n, '10000'), line(1_000n, '1.50')],
      currency: INR,
      rule: GST,
      net: 1_150_000n,
      tax: 207_000n,
      total: 1_357_000n,
    },
    {
      name: '1,001 credits in INR',
      lines: [line(1_001n, '1.50')],
      currency: INR,
      rule: GST,
      net: 150_150n,
      tax: 27_027n,
      total: 177_177n,
    },
  ])('is as the business states it for $name', ({ lines, currency, rule, net, tax, total }) => {
    expect(amounts(priceLines(lines, currency, rule))).toEqual({ net, tax, total });
  });

  it('rounds half a minor unit up', () => {
    expect(priceLines([line(1n, '0.005')], USD, undefined).net.amountMinor).toBe(1n);
    expect(priceLines([line(1n, '0.004999')], USD, undefined).net.amountMinor).toBe(0n);
    // 18% of 0.25 is 4.5 minor units; half to even would make it 4.
    expect(priceLines([line(1n, '0.25')], INR, GST).tax.amountMinor).toBe(5n);
  });

  it('rounds the tax once on the net total, not once per line', () => {
    const lines = [line(1n, '0.03'), line(1n, '0.03')];
    // 18% of 0.03 is 0.54 minor units, which per line would be 1 + 1; of the total it is 1.08.
    expect(priceLines(lines, INR, GST).tax.amountMinor).toBe(1n);
  });

  it('names each tax, and none where none is due', () => {
    expect(priceLines([line(1_000n, '1.50')], INR, GST).taxLines).toEqual([
      { name: 'GST', percent: '18', amount: { amountMinor: 27_000n, currency: INR } },
    ]);
    expect(priceLines([line(1_000n, '0.02')], USD, undefined).taxLines).toEqual([]);
  });

  const quantities = fc.bigInt({ min: 0n, max: 10_000_000n });
  // Prices as whole millionths, so that an exact answer can be had with integers alone.
  const millionths = fc.bigInt({ min: 0n, max: 10_000_000n });
  const asDecimal = (value: bigint) => `${value / 1_000_000n}.${(value % 1_000_000n).toString().padStart(6, '0')}`;
  const halfUp = (numerator: bigint, denominator: bigint) => (2n * numerator + denominator) / (2n * denominator);

  it('agrees with integer arithmetic for any lines and any rate', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(quantities, millionths), { maxLength: 5 }),
        fc.bigInt({ min: 0n, max: 4_000n }),
        (raw, basisPoints) => {
          const rule = {
            name: 'GST',
            percent: `${basisPoints / 100n}.${(basisPoints % 100n).toString().padStart(2, '0')}`,
          };
          const totals = priceLines(
            raw.map(([quantity, price]) => line(quantity, asDecimal(price))),
            INR,
            rule,
          );
          const net = raw.reduce((sum, [quantity, price]) => sum + halfUp(quantity * price, 10_000n), 0n);
          const tax = halfUp(net * basisPoints, 10_000n);
          expect(amounts(totals)).toEqual({ net, tax, total: net + tax });
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
