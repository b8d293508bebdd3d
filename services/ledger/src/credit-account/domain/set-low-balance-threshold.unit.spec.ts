import { describe, test } from '@jest/globals';
import {
  add,
  added,
  charge,
  charged,
  given,
  low,
  noted,
  refunded,
  setThreshold,
  thresholdSet,
} from '../../../test/credit-account.scenario.js';

describe("an organisation's own threshold", () => {
  const bought = added('paid', 'PURCHASE', 1000n);

  test('stands in the place of a tenth of the last purchase', () => {
    given(bought, thresholdSet(300n))
      .when(charge(699n))
      .then(charged({ free: [['paid', 699n]] }));
    given(bought, thresholdSet(300n))
      .when(charge(700n))
      .then(charged({ free: [['paid', 700n]] }), low(300n, 300n));
    given(bought, thresholdSet(10n))
      .when(charge(989n))
      .then(charged({ free: [['paid', 989n]] }));
  });

  test('stays when more is bought', () => {
    given(bought, thresholdSet(300n), added('more', 'PURCHASE', 5000n), charged({ free: [['paid', 1000n]] }))
      .when(charge(4699n))
      .then(charged({ free: [['more', 4699n]] }));
  });

  test('is told at once when it is set at the balance or above it', () => {
    given(bought).when(setThreshold(999n)).then(thresholdSet(999n));
    given(bought).when(setThreshold(1000n)).then(thresholdSet(1000n), low(1000n, 1000n));
  });

  test('is not told again, however it moves, while the balance stays at or below it', () => {
    const toldOnce = [bought, charged({ free: [['paid', 900n]] }), low(100n, 100n)];
    given(...toldOnce)
      .when(setThreshold(200n))
      .then(thresholdSet(200n));
    given(...toldOnce, thresholdSet(200n))
      .when(charge(1n))
      .then(charged({ free: [['paid', 1n]] }));
  });

  test('is told again once the balance has been above it, be it because the threshold was lowered', () => {
    given(bought, charged({ free: [['paid', 900n]] }), low(100n, 100n), thresholdSet(50n))
      .when(charge(50n))
      .then(charged({ free: [['paid', 50n]] }), low(50n, 50n));
  });

  test('is told again after a refund lifted the balance above it', () => {
    const history = [bought, charged({ free: [['paid', 900n]] }), low(100n, 100n)];
    given(...history, refunded('refund', 1n, 0n, ['paid', 1n]))
      .when(charge(1n))
      .then(charged({ free: [['refund-1', 1n]] }), low(100n, 100n));
  });

  test('of an account that was never above any is told only after it has been', () => {
    given().when(setThreshold(500n)).then(thresholdSet(500n));
    given(thresholdSet(500n))
      .when(add('paid', 'PURCHASE', 500n))
      .then(added('paid', 'PURCHASE', 500n));
    given(thresholdSet(500n), added('paid', 'PURCHASE', 501n))
      .when(charge(1n))
      .then(charged({ free: [['paid', 1n]] }), low(500n, 500n));
  });

  test('may be given up for the usual one', () => {
    given(bought, thresholdSet(300n), thresholdSet(undefined))
      .when(charge(899n))
      .then(charged({ free: [['paid', 899n]] }));
    given(bought, thresholdSet(50n), charged({ free: [['paid', 920n]] }))
      .when(setThreshold(undefined))
      .then(thresholdSet(undefined), low(80n, 100n));
  });

  test('is noted when it is set to what it is', () => {
    given(thresholdSet(5n)).when(setThreshold(5n)).then(noted('SetLowBalanceThreshold', 'the threshold is 5 already'));
    given()
      .when(setThreshold(undefined))
      .then(noted('SetLowBalanceThreshold', 'the threshold is the usual one already'));
  });
});
