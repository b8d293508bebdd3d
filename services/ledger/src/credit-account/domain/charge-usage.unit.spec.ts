import { describe, test } from '@jest/globals';
import {
  added,
  charge,
  charged,
  depleted,
  exhausted,
  extended,
  given,
  held,
  low,
} from '../../../test/credit-account.scenario.js';

describe('charging usage without a hold', () => {
  test('spends free credits before paid ones', () => {
    given(added('paid', 'PURCHASE', 1000n), added('trial', 'FREE_CREDITS', 200n))
      .when(charge(250n))
      .then(
        charged({
          free: [
            ['trial', 200n],
            ['paid', 50n],
          ],
        }),
      );
  });

  test('spends in the order of sources, then the oldest, then the lot id', () => {
    given(
      added('paid-b', 'PURCHASE', 10n, 1),
      added('paid-a', 'PURCHASE', 10n, 1),
      added('paid-old', 'PURCHASE', 10n, 0),
      added('refund', 'REFUND', 10n),
      added('grant', 'ADMIN_GRANT', 10n),
      added('plan', 'INCLUDED', 10n),
      added('trial', 'FREE_CREDITS', 10n, 5),
    )
      .when(charge(65n))
      .then(
        charged({
          free: [
            ['trial', 10n],
            ['plan', 10n],
            ['grant', 10n],
            ['refund', 10n],
            ['paid-old', 10n],
            ['paid-a', 10n],
            ['paid-b', 5n],
          ],
        }),
      );
  });

  test('owes what finds no credits', () => {
    given(added('grant', 'ADMIN_GRANT', 30n))
      .when(charge(50n))
      .then(charged({ free: [['grant', 30n]] }, 20n), depleted(-20n));
  });

  test('leaves the credits of another run alone', () => {
    given(added('grant', 'ADMIN_GRANT', 30n), held('other', 30n, ['grant', 30n]))
      .when(charge(5n))
      .then(charged({}, 5n));
  });
});

describe('charging usage of a run with a hold', () => {
  test('spends the pinned lots, even when credits that would be drawn earlier arrived since', () => {
    given(added('paid', 'PURCHASE', 1000n), held('run', 500n, ['paid', 500n]), added('gift', 'FREE_CREDITS', 50n))
      .when(charge(100n))
      .then(charged({ held: [['paid', 100n]] }));
  });

  test('keeps the hold as it is while a fifth of it is left', () => {
    given(added('paid', 'PURCHASE', 1000n), held('run', 100n, ['paid', 100n]))
      .when(charge(80n))
      .then(charged({ held: [['paid', 80n]] }));
  });

  test('extends the hold by a quarter when less than a fifth of it is left', () => {
    given(added('paid', 'PURCHASE', 1000n), held('run', 100n, ['paid', 100n]))
      .when(charge(81n))
      .then(extended('run', ['paid', 25n]), charged({ held: [['paid', 81n]] }));
  });

  test('never pauses a run that can be paid, however low the estimate was', () => {
    const { events } = given(added('paid', 'PURCHASE', 1000n), held('run', 1n, ['paid', 1n])).when(charge(900n));
    const [extension, usage] = events;
    if (extension?.type !== 'HoldExtended' || usage?.type !== 'UsageCharged') throw new Error('expected both');
    expectHeldOnly(usage.data);
  });

  test('exhausts the hold when nothing more is to be had, and owes the rest', () => {
    given(added('paid', 'PURCHASE', 1000n), held('run', 2000n, ['paid', 1000n]))
      .when(charge(1003n))
      .then(charged({ held: [['paid', 1000n]] }, 3n), exhausted('run'), low(-3n, 100n), depleted(-3n));
  });

  test('extends by the last free credits before it is exhausted', () => {
    given(added('paid', 'PURCHASE', 110n), held('run', 100n, ['paid', 100n]))
      .when(charge(110n))
      .then(
        extended('run', ['paid', 10n]),
        charged({ held: [['paid', 110n]] }),
        exhausted('run'),
        low(0n, 100n),
        depleted(),
      );
  });
});

function expectHeldOnly(usage: {
  readonly overrun: bigint;
  readonly drawdowns: readonly { readonly held: boolean }[];
}) {
  if (usage.overrun !== 0n || usage.drawdowns.some((drawdown) => !drawdown.held))
    throw new Error('charged beyond the hold');
}
