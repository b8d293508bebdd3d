import { describe, expect, test } from '@jest/globals';
import { added, add, charge, charged, depleted, given, low, restored } from '../../../test/credit-account.scenario.js';

describe('marks of the balance', () => {
  test('a tenth of the last purchase is low', () => {
    given(added('old', 'PURCHASE', 9000n), added('paid', 'PURCHASE', 2001n))
      .when(charge(10_800n))
      .then(
        charged({
          free: [
            ['old', 9000n],
            ['paid', 1800n],
          ],
        }),
        low(201n, 201n),
      );
  });

  test('a balance just above the threshold is not low', () => {
    given(added('paid', 'PURCHASE', 2000n))
      .when(charge(1799n))
      .then(charged({ free: [['paid', 1799n]] }));
    given(added('paid', 'PURCHASE', 2000n))
      .when(charge(1800n))
      .then(charged({ free: [['paid', 1800n]] }), low(200n, 200n));
  });

  test('at least 100 credits are low', () => {
    given(added('trial', 'FREE_CREDITS', 200n))
      .when(charge(100n))
      .then(charged({ free: [['trial', 100n]] }), low(100n, 100n));
  });

  test('low is told once until the balance has been above the threshold again', () => {
    const toldOnce = [added('trial', 'FREE_CREDITS', 200n), charged({ free: [['trial', 110n]] }), low(90n, 100n)];
    given(...toldOnce)
      .when(charge(10n))
      .then(charged({ free: [['trial', 10n]] }));
    given(...toldOnce, added('grant', 'ADMIN_GRANT', 11n))
      .when(charge(1n))
      .then(charged({ free: [['trial', 1n]] }), low(100n, 100n));
  });

  test('an account that was never above its threshold is not told low', () => {
    given(added('grant', 'ADMIN_GRANT', 100n))
      .when(charge(1n))
      .then(charged({ free: [['grant', 1n]] }));
  });

  test('depleted is told when the balance comes to zero, held credits included', () => {
    given(added('grant', 'ADMIN_GRANT', 10n))
      .when(charge(10n))
      .then(charged({ free: [['grant', 10n]] }), depleted(0n));
  });

  test('depleted is told once', () => {
    given(added('grant', 'ADMIN_GRANT', 10n), charged({ free: [['grant', 10n]] }), depleted(0n))
      .when(charge(1n))
      .then(charged({}, 1n));
  });

  test('restored is told only after depleted', () => {
    given(added('grant', 'ADMIN_GRANT', 10n), charged({ free: [['grant', 10n]] }), depleted(0n))
      .when(add('more', 'ADMIN_GRANT', 3n))
      .then(added('more', 'ADMIN_GRANT', 3n), restored(3n));
    given()
      .when(add('first', 'ADMIN_GRANT', 3n))
      .then(added('first', 'ADMIN_GRANT', 3n));
  });

  test('a restored account can be depleted again', () => {
    const { events } = given(
      added('grant', 'ADMIN_GRANT', 10n),
      charged({ free: [['grant', 10n]] }),
      depleted(0n),
      added('more', 'ADMIN_GRANT', 3n),
      restored(3n),
    ).when(charge(3n));
    expect(events.map((event) => event.type)).toEqual(['UsageCharged', 'BalanceDepleted']);
  });
});
