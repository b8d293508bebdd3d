import { describe, expect, it } from '@jest/globals';
import { problemsOf, readRules } from '../lint/business-rules.mjs';
import { titlesIn } from '../lint/spec-titles.mjs';

const RULES = `
## 3. Credits

- \`credits.whole\`: a credit is a whole number.
- \`marks.low\`: at or below the threshold,
  which nobody can set. **[not built]**

## 7. Money and tax

- \`money.gst\`: tested elsewhere.
- \`money.no-volume-discount\`: every credit costs the same.

## 10. What the dashboard asks

| view         | rule                 | content          |                                 |
| ------------ | -------------------- | ---------------- | ------------------------------- |
| balance card | \`views.balance\`      | balance and held | cost per credit **[not built]** |
| subscription | \`views.subscription\` | plan             | **[not built]**                 |

## 11. Where the rules are tested

| rule            | spec                              | test               |
| --------------- | --------------------------------- | ------------------ |
`;
const WHOLE = '| `credits.whole` | [credits.spec.ts](../libs/credits.spec.ts) | may not be 1.5 |\n';
const BALANCE = '| `views.balance` | [views.spec.ts](../libs/views.spec.ts) | show the sums |\n';
const DISCOUNT = '| `money.no-volume-discount` | [quotes.spec.ts](../libs/quotes.spec.ts) | cost the same |\n';
const TITLES: Readonly<Record<string, readonly string[]>> = {
  'libs/credits.spec.ts': ['may not be 1.5'],
  'libs/views.spec.ts': ['show the sums'],
  'libs/quotes.spec.ts': ['cost the same'],
};

const problemsIn = (rows: string): string[] => problemsOf(readRules(RULES + rows), (file) => TITLES[file]);

describe('the table of rules', () => {
  it('is right when every rule that is in force has a test which exists', () => {
    expect(problemsIn(WHOLE + BALANCE + DISCOUNT)).toEqual([]);
  });

  it.each([
    ['a rule without a test', BALANCE + DISCOUNT, 'credits.whole: has no test'],
    ['a rule about credits of another section', WHOLE + BALANCE, 'money.no-volume-discount: has no test'],
    ['a rule of which only a part is not built', WHOLE + DISCOUNT, 'views.balance: has no test'],
    [
      'a spec that is gone',
      WHOLE + DISCOUNT + BALANCE.replace('libs/views', 'libs/gone'),
      'views.balance: there is no libs/gone.spec.ts',
    ],
    [
      'a test that was renamed',
      WHOLE + DISCOUNT + BALANCE.replace('the sums', 'sums'),
      'views.balance: libs/views.spec.ts has no test "show sums"',
    ],
    [
      'a rule that nobody wrote',
      WHOLE + BALANCE + DISCOUNT + BALANCE.replace('views.balance', 'views.months'),
      'views.months: is tested, and no rule',
    ],
  ])('shows %s', (_what, rows, problem) => {
    expect(problemsIn(rows)).toEqual([problem]);
  });
});

describe('the titles of a spec', () => {
  it('are those of its tests, as they are written', () => {
    const spec = `
      describe('a sum', () => {
        it('is right', () => expect(1 + 1).toBe(2));
        test.each([1, 2])('of %d is %d', (one) => { expect(one).toBe(one); });
        it.each\`one\`('is listed', check);
        it.concurrent('is right at once', async () => { await check(); });
      });`;
    expect(titlesIn(spec)).toEqual(['is right', 'of %d is %d', 'is listed', 'is right at once']);
  });

  it.each([
    `it.skip('is right', () => expect(1).toBe(1));`,
    `it.skip.each([1])('is right', (one) => expect(one).toBe(1));`,
    `it.concurrent.skip('is right', () => expect(1).toBe(1));`,
    `it.todo('is right');`,
    `xit('is right', () => expect(1).toBe(1));`,
    `it('is right', () => {});`,
    `it('is right', async function () { /* Later. */ });`,
    `it('is right');`,
    `describe.skip('all', () => { it('is right', () => expect(1).toBe(1)); });`,
    `xdescribe('all', () => { it('is right', () => expect(1).toBe(1)); });`,
  ])('are not those of a test that tests nothing: %s', (spec) => {
    expect(titlesIn(spec)).toEqual([]);
  });
});
