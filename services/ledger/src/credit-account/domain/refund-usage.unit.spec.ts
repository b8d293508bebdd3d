import { describe, expect, test } from '@jest/globals';
import {
  added,
  charged,
  credits,
  depleted,
  given,
  held,
  hold,
  metadata,
  NOW,
  refunded,
  repaid,
  restored,
  run,
} from '../../../test/credit-account.scenario.js';
import { OutdatedHistoryError } from './correction-errors.js';
import type { CreditAccountCommand } from './credit-account.commands.js';
import type { CreditAccountEvent } from './credit-account.events.js';
import { RunSpending } from './run-spending.js';

/** What was read of the account when so much had happened to it. */
const spendingAfter = (history: readonly CreditAccountEvent[], runId = 'run'): RunSpending => {
  const spending = new RunSpending(run(runId));
  for (const event of history) spending.take(event);
  return spending;
};

const refund = (amount: bigint, spending: RunSpending, refundId = 'refund'): CreditAccountCommand => ({
  type: 'RefundUsage',
  data: { refundId, spending, credits: credits(amount), reason: 'blurred photos', refundedAt: NOW },
  metadata: metadata(),
});

const refunding = (amount: bigint, ...history: readonly CreditAccountEvent[]) =>
  given(...history).when(refund(amount, spendingAfter(history)));

describe('a usage refund', () => {
  const lots = [added('trial', 'FREE_CREDITS', 100n), added('paid', 'PURCHASE', 1000n)];
  const spent = charged({
    free: [
      ['trial', 100n],
      ['paid', 50n],
    ],
  });

  test('goes back as one lot per lot it came from, with its price, the latest charged first', () => {
    refunding(70n, ...lots, spent).then(refunded('refund', 70n, 0n, ['paid', 50n], ['trial', 20n]));
  });

  test('gives a lot that paid at different times back as one', () => {
    const history = [
      added('paid', 'PURCHASE', 1000n),
      charged({ free: [['paid', 10n]] }),
      added('trial', 'FREE_CREDITS', 5n),
      charged({
        free: [
          ['trial', 5n],
          ['paid', 10n],
        ],
      }),
    ];
    refunding(22n, ...history).then(refunded('refund', 22n, 0n, ['paid', 17n], ['trial', 5n]));
  });

  test('returns at most what the run was charged', () => {
    refunding(150n, ...lots, spent).then(refunded('refund', 150n, 0n, ['paid', 50n], ['trial', 100n]));
    expect(() => refunding(151n, ...lots, spent)).toThrow(
      expect.objectContaining({
        code: 'ledger.refund_exceeds_charges',
        details: { requested: 151, charged: 150, refunded: 0 },
      }),
    );
  });

  test('returns at most what is left after earlier refunds, and goes on where they ended', () => {
    const history = [...lots, spent, refunded('first', 70n, 0n, ['paid', 50n], ['trial', 20n])];
    refunding(80n, ...history).then(refunded('refund', 80n, 0n, ['trial', 80n]));
    expect(() => refunding(81n, ...history)).toThrow(
      expect.objectContaining({ details: { requested: 81, charged: 150, refunded: 70 } }),
    );
  });

  test('forgives what the run still owes before any lot gets something back', () => {
    const history = [added('trial', 'FREE_CREDITS', 10n), charged({ free: [['trial', 10n]] }, 5n), depleted(-5n)];
    refunding(3n, ...history).then(refunded('refund', 3n, 3n));
    refunding(9n, ...history).then(refunded('refund', 9n, 5n, ['trial', 4n]), restored(4n));
  });

  test('returns what repaid the debt of the run to the lot that did', () => {
    const history = [charged({}, 30n), added('paid', 'PURCHASE', 100n), repaid(['paid', 30n, 'run'])];
    refunding(30n, ...history).then(refunded('refund', 30n, 0n, ['paid', 30n]));
  });

  test('repays what other runs owe from what becomes free', () => {
    const history = [added('paid', 'PURCHASE', 10n), charged({ free: [['paid', 10n]] }), charged({}, 4n, 'other')];
    refunding(10n, ...history).then(refunded('refund', 10n, 0n, ['paid', 10n]), repaid(['refund-1', 4n, 'other']));
  });

  test('passes on the price that a refund before it had passed on', () => {
    const history = [
      added('paid', 'PURCHASE', 10n),
      charged({ free: [['paid', 10n]] }, 0n, 'earlier'),
      { ...refunded('earlier', 10n, 0n, ['paid', 10n]) },
    ].map((event) =>
      event.type === 'UsageRefunded' ? { ...event, data: { ...event.data, runId: run('earlier') } } : event,
    );
    const { events } = refunding(6n, ...history, charged({ free: [['earlier-1', 6n]] }));
    expect(events).toMatchObject([
      { data: { lots: [{ sourceLotId: 'earlier-1', credits: 6n, unitPrice: '1.50', currency: 'INR' }] } },
    ]);
  });

  test('opens lots that are spent after other gifts and before what was bought', () => {
    const history = [...lots, spent];
    const { account } = given(...history, refunded('refund', 20n, 0n, ['paid', 20n]), added('g', 'ADMIN_GRANT', 1n));
    given(...history, refunded('refund', 20n, 0n, ['paid', 20n]), added('g', 'ADMIN_GRANT', 1n))
      .when(hold('next', 30n))
      .then(held('next', 30n, ['g', 1n], ['refund-1', 20n], ['paid', 9n]));
    expect(account.lots.map(({ source }) => source)).toEqual(['ADMIN_GRANT', 'REFUND', 'PURCHASE']);
  });

  test('is refused for a run that was never charged', () => {
    expect(() => given(...lots).when(refund(1n, spendingAfter(lots, 'nobody')))).toThrow(
      expect.objectContaining({ code: 'ledger.run_not_charged', details: { runId: 'nobody' } }),
    );
  });
});

describe('a refund that was decided on an older history', () => {
  const history = [added('paid', 'PURCHASE', 100n), charged({ free: [['paid', 60n]] })];

  test('is not made once another correction came in between', () => {
    const seen = spendingAfter(history);
    expect(() => given(...history, refunded('first', 60n, 0n, ['paid', 60n])).when(refund(60n, seen))).toThrow(
      OutdatedHistoryError,
    );
  });

  test('is not made once the debt of its run was repaid', () => {
    const owing = [charged({}, 30n)];
    const later = [...owing, added('paid', 'PURCHASE', 20n), repaid(['paid', 20n, 'run'])];
    expect(() => given(...later).when(refund(30n, spendingAfter(owing)))).toThrow(OutdatedHistoryError);
  });

  test('is made after further charges, holds and additions, and forgives what is owed by then', () => {
    const seen = spendingAfter(history);
    given(...history, charged({ free: [['paid', 40n]] }, 7n), depleted(-7n))
      .when(refund(60n, seen))
      .then(refunded('refund', 60n, 7n, ['paid', 53n]), restored(53n));
    given(...history, added('more', 'PURCHASE', 5n))
      .when(refund(1n, seen))
      .then(refunded('refund', 1n, 0n, ['paid', 1n]));
  });
});
