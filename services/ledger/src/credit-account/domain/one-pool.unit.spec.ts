import { describe, test } from '@jest/globals';
import { invariant, parsePhotoEventId } from '@credit-ledger/kernel';
import { added, charge, charged, depleted, given } from '../../../test/credit-account.scenario.js';
import type { CreditAccountCommand } from './credit-account.commands.js';
import type { CreditAccountEvent } from './credit-account.events.js';

const WEDDING = { id: parsePhotoEventId(7), name: 'A wedding' };

function atWedding<Fact extends CreditAccountCommand | CreditAccountEvent>(fact: Fact): Fact {
  invariant(fact.type === 'ChargeUsage' || fact.type === 'UsageCharged', 'only charges are of a photo event');
  return { ...fact, data: { ...fact.data, photoEvent: WEDDING } };
}

describe('an account', () => {
  test('is one pool for every photo event: each spends what another left', () => {
    given(added('gift', 'ADMIN_GRANT', 100n), charged({ free: [['gift', 60n]] }, 0n, 'marathon'))
      .when(atWedding(charge(50n, 'wedding')))
      .then(atWedding(charged({ free: [['gift', 40n]] }, 10n, 'wedding')), depleted(-10n));
  });
});
