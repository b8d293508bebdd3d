import { describe, test } from '@jest/globals';
import {
  added,
  charge,
  charged,
  expire,
  expired,
  given,
  held,
  noted,
  repaid,
} from '../../../test/credit-account.scenario.js';

describe('a hold that nobody used for long', () => {
  const lots = [added('trial', 'FREE_CREDITS', 200n), added('paid', 'PURCHASE', 1000n)];
  const holding = [...lots, held('run', 500n, ['trial', 200n], ['paid', 300n])];

  test('gives what is left of it back to the lots it came from', () => {
    given(...holding, charged({ held: [['trial', 150n]] }))
      .when(expire('run'))
      .then(expired('run', ['trial', 50n], ['paid', 300n]));
  });

  test('repays debt from what it gives back', () => {
    given(added('paid', 'PURCHASE', 100n), held('run', 100n, ['paid', 100n]), charged({}, 30n, 'late'))
      .when(expire('run'))
      .then(expired('run', ['paid', 100n]), repaid(['paid', 30n, 'late']));
  });

  test('lets work of its run that is reported afterwards be charged to what is free', () => {
    given(...holding, expired('run', ['trial', 200n], ['paid', 300n]))
      .when(charge(5n))
      .then(charged({ free: [['trial', 5n]] }));
  });

  test('stays when a further hold of its run has joined it meanwhile', () => {
    given(...holding)
      .when(expire('run', 'hold-before'))
      .then(noted('ExpireHold', 'hold hold-before is not the open hold of run run'));
  });

  test('is noted when it is open no more', () => {
    given(...lots)
      .when(expire('run'))
      .then(noted('ExpireHold', 'hold hold-run is not the open hold of run run'));
  });
});
