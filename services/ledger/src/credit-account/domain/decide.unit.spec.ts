import { describe, expect, test } from '@jest/globals';
import type { Instant } from '@credit-ledger/kernel';
import { add, charge, given, metadata, noted, open, sequenced } from '../../../test/credit-account.scenario.js';
import { creditAccountDecider, type RecordedEvent } from './credit-account.decider.js';
import type { CreditAccountCommand } from './credit-account.commands.js';

const after = (...commands: readonly CreditAccountCommand[]) =>
  commands.reduce(
    (account, command) =>
      creditAccountDecider
        .decide(command, account)
        .map((event): RecordedEvent => ({ ...event, metadata: stored(command) }))
        .reduce(creditAccountDecider.evolve, account),
    creditAccountDecider.initialState(),
  );
const stored = ({ metadata: { source, sequence } }: CreditAccountCommand) => ({
  source,
  sequence: sequence?.toString() ?? '',
});

describe('deciding', () => {
  test('drops a message whose sequence was handled', () => {
    const account = after(sequenced(add('trial', 'FREE_CREDITS', 200n), 1n), sequenced(charge(5n), 2n));
    expect(creditAccountDecider.decide(sequenced(charge(5n), 2n), account)).toEqual([]);
    expect(creditAccountDecider.decide(sequenced(charge(5n), 1n), account)).toEqual([]);
    expect(creditAccountDecider.decide(sequenced(charge(5n), 3n), account)).toHaveLength(1);
  });

  test('counts the sequences of every source apart', () => {
    const account = after(sequenced(add('trial', 'FREE_CREDITS', 200n), 7n, 'billing#1'));
    expect(creditAccountDecider.decide(sequenced(charge(5n), 1n, 'metering#1'), account)).toHaveLength(1);
    expect(creditAccountDecider.decide(sequenced(charge(5n), 1n, 'billing#2'), account)).toHaveLength(1);
  });

  test('notes a message that does not concern the account, and knows it again', () => {
    const note: CreditAccountCommand = {
      type: 'NoteMessage',
      data: { message: 'PlanChanged', reason: 'does not concern credits' },
      metadata: metadata(4n, 'billing#1'),
    };
    given().when(note).then(noted('PlanChanged', 'does not concern credits'));
    expect(creditAccountDecider.decide(note, after(note))).toEqual([]);
  });

  test('opens an account once', () => {
    const opened = {
      type: 'AccountOpened',
      data: {
        region: 'IN',
        currency: 'INR',
        timeZone: 'Asia/Kolkata',
        openedAt: '2026-01-01T00:00:00.000Z' as Instant,
      },
    };
    expect(given().when(open()).events).toEqual([opened]);
    expect(creditAccountDecider.decide(open(), after(open()))).toEqual([noted('OpenAccount', 'the account is open')]);
  });

  test('takes credits and usage before the registration arrives', () => {
    const account = after(add('trial', 'FREE_CREDITS', 200n), charge(5n), open());
    expect(account.openedIn).toEqual({ currency: 'INR', timeZone: 'Asia/Kolkata' });
    expect(account.lots).toEqual([expect.objectContaining({ remaining: 195n })]);
  });
});
