import { describe, test } from '@jest/globals';
import {
  add,
  added,
  charged,
  depleted,
  end,
  given,
  held,
  noted,
  released,
  repaid,
  restored,
} from '../../../test/credit-account.scenario.js';

describe('adding credits', () => {
  test('opens a lot on an account that nothing has opened yet', () => {
    given()
      .when(add('trial', 'FREE_CREDITS', 200n))
      .then(added('trial', 'FREE_CREDITS', 200n));
  });

  test('grants an addition id once', () => {
    given(added('payment-1', 'PURCHASE', 1000n))
      .when(add('payment-1', 'PURCHASE', 1000n))
      .then(noted('AddCredits', 'addition payment-1 was made before'));
  });

  test('grants an addition id once even after its lot was spent', () => {
    given(added('payment-1', 'PURCHASE', 1000n), charged({ free: [['payment-1', 1000n]] }))
      .when(add('payment-1', 'PURCHASE', 1000n))
      .then(noted('AddCredits', 'addition payment-1 was made before'));
  });

  test('repays debt, oldest first, and leaves the rest free', () => {
    given(charged({}, 30n, 'first'), charged({}, 20n, 'second'), charged({}, 5n, 'first'))
      .when(add('payment-1', 'PURCHASE', 1000n))
      .then(added('payment-1', 'PURCHASE', 1000n), repaid(['payment-1', 35n, 'first'], ['payment-1', 20n, 'second']));
  });

  test('repays as much as it can', () => {
    given(charged({}, 30n, 'first'), charged({}, 20n, 'second'))
      .when(add('grant', 'ADMIN_GRANT', 40n))
      .then(added('grant', 'ADMIN_GRANT', 40n), repaid(['grant', 30n, 'first'], ['grant', 10n, 'second']));
  });

  test('restores a depleted balance only above zero', () => {
    const broke = [added('trial', 'FREE_CREDITS', 10n), charged({ free: [['trial', 10n]] }, 5n), depleted(-5n)];
    given(...broke)
      .when(add('grant', 'ADMIN_GRANT', 5n))
      .then(added('grant', 'ADMIN_GRANT', 5n), repaid(['grant', 5n, 'run']));
    given(...broke)
      .when(add('grant', 'ADMIN_GRANT', 6n))
      .then(added('grant', 'ADMIN_GRANT', 6n), repaid(['grant', 5n, 'run']), restored(1n));
  });
});

describe('ending a run', () => {
  test('releases what is left of its hold to the lots it came from', () => {
    given(
      added('trial', 'FREE_CREDITS', 200n),
      added('paid', 'PURCHASE', 1000n),
      held('run', 500n, ['trial', 200n], ['paid', 300n]),
      charged({ held: [['trial', 150n]] }),
    )
      .when(end())
      .then(released('run', ['trial', 50n], ['paid', 300n]));
  });

  test('repays debt from what it releases', () => {
    given(added('paid', 'PURCHASE', 100n), held('run', 100n, ['paid', 100n]), charged({}, 30n, 'late'))
      .when(end())
      .then(released('run', ['paid', 100n]), repaid(['paid', 30n, 'late']));
  });

  test('is noted when the run has no hold', () => {
    given(added('paid', 'PURCHASE', 100n))
      .when(end('other'))
      .then(noted('EndRun', 'run other has no open hold'));
  });
});
