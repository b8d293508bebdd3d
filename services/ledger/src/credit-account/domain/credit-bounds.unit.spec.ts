import { describe, expect, it } from '@jest/globals';
import { InvariantViolation } from '@credit-ledger/kernel';
import { failureKindOf } from '@credit-ledger/messaging';
import { add, added, charge, charged, given, held } from '../../../test/credit-account.scenario.js';

const MOST = 9_007_199_254_740_991n;

describe('a command whose sums no account can hold', () => {
  it.each([
    ['an addition', given(added('most', 'FREE_CREDITS', MOST)), add('one', 'FREE_CREDITS', 1n)],
    ['a purchase', given(), add('most', 'PURCHASE', MOST)],
    [
      'a charge, though the balance would be in range',
      given(
        added('trial', 'FREE_CREDITS', 2n),
        held('other', 1n, ['trial', 1n]),
        charged({ free: [['trial', 1n]] }, MOST - 2n, 'run-1'),
      ),
      charge(3n, 'run-2'),
    ],
    ['a charge', given(...given().when(charge(MOST, 'run-1')).events), charge(1n, 'run-2')],
  ])('is never decided, which makes its message a dead letter: %s', (_, account, command) => {
    let thrown: unknown;
    try {
      account.when(command);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(InvariantViolation);
    expect(failureKindOf(thrown)).toBe('final');
  });
});
