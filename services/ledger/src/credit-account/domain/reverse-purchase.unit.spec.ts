import { describe, expect, test } from '@jest/globals';
import {
  add,
  added,
  bought,
  charge,
  charged,
  credits,
  depleted,
  given,
  held,
  low,
  metadata,
  NOW,
  refunded,
  repaidAll,
  reversed,
  run,
} from '../../../test/credit-account.scenario.js';
import { OutdatedHistoryError } from './correction-errors.js';
import type { CreditAccountCommand } from './credit-account.commands.js';
import type { CreditAccountEvent } from './credit-account.events.js';
import { owedFor } from './debt.js';
import { PurchaseHistory } from './purchase-history.js';

const REVERSAL = { type: 'REVERSAL', id: 'reversal' } as const;

const historyOf = (history: readonly CreditAccountEvent[], paymentId = 'paid'): PurchaseHistory => {
  const purchase = new PurchaseHistory(paymentId);
  for (const event of history) purchase.take(event);
  return purchase;
};

const reverse = (amount: bigint, purchase: PurchaseHistory, forced = false): CreditAccountCommand => ({
  type: 'ReversePurchase',
  data: {
    ...{ reversalId: 'reversal', purchase, credits: credits(amount), forced },
    ...{ reason: 'charged back', reversedAt: NOW },
  },
  metadata: metadata(),
});

const reversing = (amount: bigint, ...history: readonly CreditAccountEvent[]) =>
  given(...history).when(reverse(amount, historyOf(history)));
const forcing = (amount: bigint, ...history: readonly CreditAccountEvent[]) =>
  given(...history).when(reverse(amount, historyOf(history), true));

describe('a reversal of a purchase', () => {
  test('takes what is free of the lot that was bought, and of no other', () => {
    reversing(400n, bought('paid', 1000n), added('trial', 'FREE_CREDITS', 200n)).then(
      reversed('reversal', 400n, [['paid', 400n]]),
    );
  });

  test('is refused with the figures when some of the credits are spent or held', () => {
    const history = [
      bought('paid', 1000n),
      held('run', 300n, ['paid', 300n]),
      charged({ free: [['paid', 200n]] }, 0n, 'other'),
      added('trial', 'FREE_CREDITS', 900n),
    ];
    reversing(500n, ...history).then(reversed('reversal', 500n, [['paid', 500n]]));
    expect(() => reversing(501n, ...history)).toThrow(
      expect.objectContaining({
        code: 'billing.credits_already_spent',
        details: { requested: 501, free: 500, bought: 1000, reversed: 0 },
      }),
    );
  });

  test('takes at most what was bought and not taken back before, forced or not', () => {
    const history = [bought('paid', 1000n), reversed('first', 400n, [['paid', 400n]])];
    forcing(600n, ...history).then(reversed('reversal', 600n, [['paid', 600n]], 0n), low(0n, 100n), depleted());
    for (const reversal of [reversing, forcing]) {
      expect(() => reversal(601n, ...history)).toThrow(
        expect.objectContaining({
          code: 'ledger.reversal_exceeds_purchase',
          details: { requested: 601, bought: 1000, reversed: 400 },
        }),
      );
    }
  });

  test('is refused for a payment that bought nothing, and for an addition that nobody paid', () => {
    const history = [added('trial', 'FREE_CREDITS', 10n)];
    for (const paymentId of ['paid', 'trial']) {
      expect(() => given(...history).when(reverse(1n, historyOf(history, paymentId), true))).toThrow(
        expect.objectContaining({ code: 'ledger.purchase_not_found', details: { paymentId } }),
      );
    }
  });

  test('leaves alone what a plan included, although the same payment brought it', () => {
    const included = added('included', 'INCLUDED', 500n);
    const ofSamePayment = { ...included, data: { ...included.data, paymentId: 'paid' } } as CreditAccountEvent;
    const history = historyOf([bought('paid', 1000n), ofSamePayment]);
    expect([history.reversible, history.lotId]).toEqual([1000n, 'paid']);
    const onlyIncluded = historyOf([ofSamePayment]);
    expect([onlyIncluded.reversible, onlyIncluded.lotId]).toEqual([0n, undefined]);
  });

  test('is not made once another correction came in between', () => {
    const history = [bought('paid', 1000n)];
    const seen = historyOf(history);
    expect(() => given(...history, reversed('first', 600n, [['paid', 600n]])).when(reverse(600n, seen))).toThrow(
      OutdatedHistoryError,
    );
    const spent = charged({ free: [['paid', 10n]] });
    expect(() => given(...history, spent, refunded('r', 5n, 0n, ['paid', 5n])).when(reverse(1n, seen))).toThrow(
      OutdatedHistoryError,
    );
  });

  test('is made after usage that came in between, as long as enough is free', () => {
    const history = [bought('paid', 1000n)];
    given(...history, charged({ free: [['paid', 400n]] }))
      .when(reverse(600n, historyOf(history)))
      .then(reversed('reversal', 600n, [['paid', 600n]]), low(0n, 100n), depleted());
  });

  test('may bring the balance to its marks', () => {
    reversing(900n, bought('paid', 1000n)).then(reversed('reversal', 900n, [['paid', 900n]]), low(100n, 100n));
  });
});

describe('a forced reversal', () => {
  test("takes the lot's free credits, then other free lots in draw-down order, at last debt", () => {
    forcing(
      900n,
      bought('paid', 1000n),
      bought('other', 100n),
      charged({ free: [['paid', 500n]] }),
      held('run', 200n, ['paid', 200n]),
      added('grant', 'ADMIN_GRANT', 20n),
      added('trial', 'FREE_CREDITS', 30n),
    ).then(
      reversed(
        'reversal',
        900n,
        [
          ['paid', 300n],
          ['trial', 30n],
          ['grant', 20n],
          ['other', 100n],
        ],
        450n,
      ),
      low(-250n, 100n),
      depleted(-250n),
    );
  });

  test('leaves what is held to its run', () => {
    const history = [bought('paid', 100n), held('run', 100n, ['paid', 100n])];
    forcing(40n, ...history).then(reversed('reversal', 40n, [], 40n));
    given(...history, reversed('reversal', 40n, [], 40n))
      .when(charge(10n))
      .then(charged({ held: [['paid', 10n]] }));
  });

  test('owes beside what usage owes, and both are repaid oldest first', () => {
    const history = [
      bought('paid', 10n),
      charged({ free: [['paid', 10n]] }, 3n),
      depleted(-3n),
      reversed('reversal', 10n, [], 10n),
      charged({}, 4n, 'late'),
    ];
    given(...history)
      .when(add('grant', 'ADMIN_GRANT', 14n))
      .then(
        added('grant', 'ADMIN_GRANT', 14n),
        repaidAll(['grant', 3n, owedFor(run('run'))], ['grant', 10n, REVERSAL], ['grant', 1n, owedFor(run('late'))]),
      );
  });
});
