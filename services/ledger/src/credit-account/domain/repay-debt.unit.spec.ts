import { describe, test } from '@jest/globals';
import { add, added, charged, given, repaid } from '../../../test/credit-account.scenario.js';

describe('debt of several runs', () => {
  test('is repaid run by run, a later overrun of a run at the place of its oldest', () => {
    given(charged({}, 10n, 'first'), charged({}, 20n, 'second'), charged({}, 5n, 'first'))
      .when(add('grant', 'ADMIN_GRANT', 18n))
      .then(added('grant', 'ADMIN_GRANT', 18n), repaid(['grant', 15n, 'first'], ['grant', 3n, 'second']));
  });
});
