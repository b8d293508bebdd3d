import fc from 'fast-check';
import type { CreditAccountCommand } from '../src/credit-account/domain/credit-account.commands.js';
import type { AdditionSource } from '../src/credit-account/domain/lot.js';
import { add, charge, end, hold, metadata, open, sequenced } from './credit-account.scenario.js';

/** What may happen to an account. Ids are few, so that additions come again under a new message id, with other contents too. */
export type Step =
  | { readonly kind: 'open' }
  | {
      readonly kind: 'add';
      readonly addition: string;
      readonly source: AdditionSource;
      readonly amount: number;
      readonly day: number;
    }
  | { readonly kind: 'hold' | 'charge'; readonly run: string; readonly amount: number }
  | { readonly kind: 'end'; readonly run: string };

export const RUN_IDS = ['run-a', 'run-b', 'run-c'];
const runs = fc.constantFrom(...RUN_IDS);
const amounts = fc.integer({ min: 1, max: 60 });

const addition = fc
  .record({
    kind: fc.constant('add' as const),
    addition: fc.constantFrom('1', '2', '3', '4', '5', '6'),
    source: fc.constantFrom<AdditionSource>('FREE_CREDITS', 'INCLUDED', 'ADMIN_GRANT', 'REFUND', 'PURCHASE'),
    amount: amounts,
    day: fc.nat({ max: 2 }),
  })
  // Two sources never use one addition id: billing names its additions after orders, the ledger after requests.
  .map((one) => ({ ...one, addition: `${sourceOf(one)}-${one.addition}` }));

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('open' as const) }) },
  { weight: 5, arbitrary: addition },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('hold' as const), run: runs, amount: amounts }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('charge' as const), run: runs, amount: amounts }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('end' as const), run: runs }) },
);

export const histories = fc.array(step, { minLength: 1, maxLength: 25 });

export const SOURCES = ['billing#1', 'metering#1', 'ledger-http'] as const;
const [BILLING, METERING, GRANTS] = SOURCES;

function sourceOf(one: { readonly kind: Step['kind']; readonly source?: AdditionSource }): string {
  if (one.kind === 'add') return one.source === 'ADMIN_GRANT' ? GRANTS : BILLING;
  return one.kind === 'open' ? BILLING : METERING;
}

export const commandsOf = (history: readonly Step[]): CreditAccountCommand[] =>
  history.map((one, index) => ({ ...commandOf(one, index), metadata: metadata(undefined, sourceOf(one)) }));

function commandOf(one: Step, index: number): CreditAccountCommand {
  switch (one.kind) {
    case 'open':
      return open();
    case 'add':
      return add(one.addition, one.source, BigInt(one.amount), one.day);
    case 'hold':
      return hold(one.run, BigInt(one.amount), `hold-${index}`);
    case 'charge':
      return charge(BigInt(one.amount), one.run);
    case 'end':
      return end(one.run);
  }
}

/** As their sources send them: billing and metering number their messages, a grant over HTTP has its addition id only. */
export function numbered(commands: readonly CreditAccountCommand[]): CreditAccountCommand[] {
  const last = new Map<string, bigint>();
  return commands.map((command) => {
    const { source } = command.metadata;
    if (command.type === 'AddCredits' && source === GRANTS)
      return { ...command, metadata: { ...command.metadata, messageId: command.data.additionId } };
    const sequence = (last.get(source) ?? 0n) + 1n;
    last.set(source, sequence);
    return sequenced(command, sequence, source);
  });
}
