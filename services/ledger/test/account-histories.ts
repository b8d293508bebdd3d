import fc from 'fast-check';
import type { CreditAccountCommand } from '../src/credit-account/domain/credit-account.commands.js';
import type { AdditionSource } from '../src/credit-account/domain/lot.js';
import {
  add,
  charge,
  end,
  expire,
  hold,
  holdAll,
  metadata,
  open,
  purchase,
  refund,
  reverse,
  sequenced,
  setThreshold,
} from './credit-account.scenario.js';

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
  | { readonly kind: 'hold' | 'holdAll' | 'charge' | 'refund'; readonly run: string; readonly amount: number }
  /** Of the last hold that was asked for, or of the one before. */
  | { readonly kind: 'expire'; readonly run: string; readonly late: boolean }
  | { readonly kind: 'reverse'; readonly payment: string; readonly amount: number; readonly forced: boolean }
  | { readonly kind: 'threshold'; readonly amount: number | undefined }
  | { readonly kind: 'end'; readonly run: string };

export const RUN_IDS = ['run-a', 'run-b', 'run-c'];
const runs = fc.constantFrom(...RUN_IDS);
const amounts = fc.integer({ min: 1, max: 60 });
const numbers = fc.constantFrom('1', '2', '3', '4', '5', '6');

const addition = fc
  .record({
    kind: fc.constant('add' as const),
    addition: numbers,
    source: fc.constantFrom<AdditionSource>('FREE_CREDITS', 'INCLUDED', 'ADMIN_GRANT', 'REFUND', 'PURCHASE'),
    amount: amounts,
    day: fc.nat({ max: 2 }),
  })
  // Two sources never use one addition id: billing names its additions after orders, the ledger after requests.
  .map((one) => ({ ...one, addition: `${sourceOf(one)}-${one.addition}` }));

const ofRun = <Kind extends string>(kind: Kind) => fc.record({ kind: fc.constant(kind), run: runs, amount: amounts });
const expiry = fc.record({ kind: fc.constant('expire' as const), run: runs, late: fc.boolean() });
const reversal = fc
  .record({ kind: fc.constant('reverse' as const), payment: numbers, amount: amounts, forced: fc.boolean() })
  .map((one) => ({ ...one, payment: `${BILLING}-${one.payment}` }));
const threshold = fc.record({
  kind: fc.constant('threshold' as const),
  amount: fc.option(fc.nat({ max: 150 }), { nil: undefined }),
});

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('open' as const) }) },
  { weight: 5, arbitrary: addition },
  { weight: 4, arbitrary: ofRun('hold') },
  { weight: 2, arbitrary: ofRun('holdAll') },
  { weight: 8, arbitrary: ofRun('charge') },
  { weight: 4, arbitrary: ofRun('refund') },
  { weight: 3, arbitrary: reversal },
  { weight: 1, arbitrary: threshold },
  { weight: 2, arbitrary: expiry },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('end' as const), run: runs }) },
);

export const histories = fc.array(step, { minLength: 1, maxLength: 25 });

export const SOURCES = ['billing#1', 'metering#1', 'ledger-http'] as const;
const [BILLING, METERING, STAFF] = SOURCES;
const BY_STAFF: ReadonlySet<Step['kind']> = new Set(['refund', 'reverse', 'threshold']);

function sourceOf(one: { readonly kind: Step['kind']; readonly source?: AdditionSource }): string {
  if (one.kind === 'add') return one.source === 'ADMIN_GRANT' ? STAFF : BILLING;
  if (BY_STAFF.has(one.kind)) return STAFF;
  return one.kind === 'open' ? BILLING : METERING;
}

/** What is asked of the account, in order. What a correction has to have read of it is left to whoever makes it. */
export const commandsOf = (history: readonly Step[]): CreditAccountCommand[] =>
  history.map((one, index) => {
    const from = metadata(undefined, sourceOf(one));
    return {
      ...commandOf(one, index, history),
      metadata: BY_STAFF.has(one.kind) ? { ...from, messageId: idOf(index) } : from,
    };
  });

/** What a correction is called. */
export const idOf = (index: number): string => `staff-${index}`;

function commandOf(one: Step, index: number, history: readonly Step[]): CreditAccountCommand {
  switch (one.kind) {
    case 'open':
      return open();
    case 'add':
      return one.source === 'PURCHASE'
        ? purchase(one.addition, BigInt(one.amount), one.day)
        : add(one.addition, one.source, BigInt(one.amount), one.day);
    case 'hold':
      return hold(one.run, BigInt(one.amount), holdIdOf(index));
    case 'holdAll':
      return holdAll(one.run, BigInt(one.amount), holdIdOf(index));
    case 'expire':
      return expire(one.run, expiredHoldOf(one, history.slice(0, index)));
    case 'charge':
      return charge(BigInt(one.amount), one.run);
    case 'refund':
      return refund(idOf(index), BigInt(one.amount), one.run);
    case 'reverse':
      return reverse(idOf(index), BigInt(one.amount), one.payment, one.forced);
    case 'threshold':
      return setThreshold(one.amount === undefined ? undefined : BigInt(one.amount));
    case 'end':
      return end(one.run);
  }
}

export const holdIdOf = (index: number): string => `hold-${index}`;

/** The hold that an expiry means, given what was asked for before it. */
export function expiredHoldOf({ run, late }: Extract<Step, { kind: 'expire' }>, before: readonly Step[]): string {
  const places = before.flatMap((one, index) =>
    (one.kind === 'hold' || one.kind === 'holdAll') && one.run === run ? [index] : [],
  );
  return holdIdOf(places.at(late ? -2 : -1) ?? -1);
}

/**
 * As their sources send them: billing and metering number their messages; a grant over HTTP has its addition id only, and a
 * correction the id that its key becomes.
 */
export function numbered(commands: readonly CreditAccountCommand[]): CreditAccountCommand[] {
  const last = new Map<string, bigint>();
  return commands.map((command) => {
    const { source } = command.metadata;
    if (command.type === 'AddCredits' && source === STAFF)
      return { ...command, metadata: { ...command.metadata, messageId: command.data.additionId } };
    if (source === STAFF) return command;
    const sequence = (last.get(source) ?? 0n) + 1n;
    last.set(source, sequence);
    return sequenced(command, sequence, source);
  });
}
