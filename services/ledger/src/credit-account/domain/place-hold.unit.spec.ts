import { describe, expect, test } from '@jest/globals';
import {
  added,
  charge,
  charged,
  exhausted,
  given,
  held,
  hold,
  holdAll,
  holdRefused,
  noted,
} from '../../../test/credit-account.scenario.js';
import { availableOf, balanceOf, heldOf } from './credit-account.js';

describe('placing a hold', () => {
  test('pins lots in draw-down order', () => {
    given(added('paid', 'PURCHASE', 1000n), added('trial', 'FREE_CREDITS', 200n))
      .when(hold('run', 500n))
      .then(held('run', 500n, ['trial', 200n], ['paid', 300n]));
  });

  test('takes what is available when the estimate is larger', () => {
    given(added('trial', 'FREE_CREDITS', 200n))
      .when(hold('run', 500n))
      .then(held('run', 500n, ['trial', 200n]));
  });

  test('takes nothing that another run has pinned', () => {
    given(added('trial', 'FREE_CREDITS', 200n), held('other', 150n, ['trial', 150n]))
      .when(hold('run', 100n))
      .then(held('run', 100n, ['trial', 50n]));
  });

  test('is refused when nothing is available', () => {
    const { events } = given(added('trial', 'FREE_CREDITS', 200n), held('other', 200n, ['trial', 200n])).when(
      hold('run', 1n),
    );
    expect(events).toEqual([
      expect.objectContaining({
        type: 'HoldRefused',
        data: expect.objectContaining({
          holdId: 'hold-run',
          requested: 1n,
          available: 0n,
          code: 'ledger.no_credits_available',
        }),
      }),
    ]);
  });

  test('tells the negative available of an account in debt when it is refused', () => {
    const { events } = given(charged({}, 7n)).when(hold('run', 1n));
    expect(events).toEqual([expect.objectContaining({ data: expect.objectContaining({ available: -7n }) })]);
  });

  test('places a hold id once', () => {
    given(added('trial', 'FREE_CREDITS', 200n), held('run', 100n, ['trial', 100n]))
      .when(hold('run', 100n))
      .then(noted('PlaceHold', 'hold hold-run was placed before'));
  });

  test('joins a further hold of the same run to its open one', () => {
    const { account } = given(
      added('trial', 'FREE_CREDITS', 200n),
      held('run', 100n, ['trial', 100n]),
      held('run', 20n, ['trial', 20n]),
    );
    expect([...account.holds.values()]).toEqual([expect.objectContaining({ granted: 120n })]);
    given(added('trial', 'FREE_CREDITS', 200n), held('run', 100n, ['trial', 100n]), held('run', 20n, ['trial', 20n]))
      .when(charge(90n))
      .then(charged({ held: [['trial', 90n]] }));
  });

  test('changes what is available, never the balance', () => {
    const { account } = given(added('trial', 'FREE_CREDITS', 200n), held('run', 150n, ['trial', 150n]));
    expect([balanceOf(account), heldOf(account), availableOf(account)]).toEqual([200n, 150n, 50n]);
  });

  test('may follow an exhausted one', () => {
    given(
      added('trial', 'FREE_CREDITS', 10n),
      held('run', 50n, ['trial', 10n]),
      charged({ held: [['trial', 10n]] }),
      exhausted('run'),
      added('paid', 'PURCHASE', 1000n),
    )
      .when(hold('run', 40n, 'hold-run'))
      .then(held('run', 40n, ['paid', 40n]));
  });
});

describe('placing a hold, all or nothing', () => {
  test('pins exactly the estimate', () => {
    given(added('paid', 'PURCHASE', 1000n), added('trial', 'FREE_CREDITS', 200n))
      .when(holdAll('run', 1200n))
      .then(held('run', 1200n, ['trial', 200n], ['paid', 1000n]));
  });

  test('is refused, and pins nothing, when a single credit is missing', () => {
    given(added('trial', 'FREE_CREDITS', 200n), held('other', 1n, ['trial', 1n]))
      .when(holdAll('run', 200n))
      .then(holdRefused('run', 200n, 199n, 'ledger.insufficient_credits'));
  });

  test('is refused with the debt in what is available', () => {
    given(charged({}, 30n, 'late'))
      .when(holdAll('run', 1n))
      .then(holdRefused('run', 1n, -30n, 'ledger.insufficient_credits'));
  });
});
