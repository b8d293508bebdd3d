import { describe, expect, it } from '@jest/globals';
import { problemsOf, readRules } from '../lint/business-rules.mjs';

const RULES = `
## 3. Credits

- \`credits.whole\`: a credit is a whole number.
- \`marks.low\`: at or below the threshold,
  which nobody can set. **[not built]**

## 7. Money and tax

- \`money.gst\`: tested elsewhere.

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
const TITLES: Readonly<Record<string, readonly string[]>> = {
  'libs/credits.spec.ts': ['may not be 1.5'],
  'libs/views.spec.ts': ['show the sums'],
};

const problemsIn = (rows: string): string[] => problemsOf(readRules(RULES + rows), (file) => TITLES[file]);

describe('the table of rules', () => {
  it('is right when every rule that is in force has a test which exists', () => {
    expect(problemsIn(WHOLE + BALANCE)).toEqual([]);
  });

  it.each([
    ['a rule without a test', BALANCE, 'credits.whole: has no test'],
    ['a rule of which only a part is not built', WHOLE, 'views.balance: has no test'],
    [
      'a spec that is gone',
      WHOLE + BALANCE.replace('libs/views', 'libs/gone'),
      'views.balance: there is no libs/gone.spec.ts',
    ],
    [
      'a test that was renamed',
      WHOLE + BALANCE.replace('the sums', 'sums'),
      'views.balance: libs/views.spec.ts has no test "show sums"',
    ],
    [
      'a rule that nobody wrote',
      WHOLE + BALANCE + BALANCE.replace('views.balance', 'views.months'),
      'views.months: is tested, and no rule',
    ],
  ])('shows %s', (_what, rows, problem) => {
    expect(problemsIn(rows)).toEqual([problem]);
  });
});
