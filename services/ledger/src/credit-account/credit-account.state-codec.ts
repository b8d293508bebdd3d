import type { Credits } from '@credit-ledger/kernel';
import type { CreditAccount } from './domain/credit-account.js';
import type { Debt } from './domain/debt.js';
import type { Portion } from './domain/draw-down.js';
import type { Hold } from './domain/hold.js';
import type { Lot } from './domain/lot.js';

/**
 * Snapshots of the account, a cache of its stream. Raise `version` whenever the state's shape or `evolve` changes: older
 * snapshots are then ignored and the stream is read instead.
 */
export const creditAccountStateCodec = {
  version: 2,

  encode: (account: CreditAccount): string =>
    JSON.stringify(
      {
        ...account,
        holds: [...account.holds.values()],
        additionIds: [...account.additionIds],
        sequences: [...account.sequences],
      },
      (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value),
    ),

  decode: (text: string): CreditAccount => {
    const stored = JSON.parse(text) as StoredAccount;
    return {
      ...stored,
      openedIn: stored.openedIn,
      lots: stored.lots.map((lot) => ({
        ...lot,
        expiresAt: lot.expiresAt,
        remaining: creditsOf(lot.remaining),
        pinned: creditsOf(lot.pinned),
      })),
      holds: new Map(
        stored.holds.map((hold) => [
          hold.runId,
          { ...hold, granted: creditsOf(hold.granted), pins: hold.pins.map(portionOf) },
        ]),
      ),
      debt: stored.debt.map((debt) => ({ ...debt, credits: creditsOf(debt.credits) })),
      additionIds: new Set(stored.additionIds),
      sequences: new Map(stored.sequences.map(([source, sequence]) => [source, BigInt(sequence)])),
      lastPurchase: creditsOf(stored.lastPurchase),
      lowBalanceThresholdSet:
        stored.lowBalanceThresholdSet === undefined ? undefined : creditsOf(stored.lowBalanceThresholdSet),
    };
  },
};

type Stored<Value> = { [Key in keyof Value]: Value[Key] extends bigint ? string : Value[Key] };
type StoredPortion = Stored<Portion>;
type StoredAccount = Omit<
  CreditAccount,
  'lots' | 'holds' | 'debt' | 'additionIds' | 'sequences' | 'lastPurchase' | 'lowBalanceThresholdSet'
> & {
  readonly lots: readonly Stored<Lot>[];
  readonly holds: readonly (Omit<Stored<Hold>, 'pins'> & { readonly pins: readonly StoredPortion[] })[];
  readonly debt: readonly Stored<Debt>[];
  readonly additionIds: readonly string[];
  readonly sequences: readonly (readonly [string, string])[];
  readonly lastPurchase: string;
  readonly lowBalanceThresholdSet?: string;
};

const creditsOf = (text: string): Credits => BigInt(text) as Credits;
const portionOf = (portion: StoredPortion): Portion => ({ ...portion, credits: creditsOf(portion.credits) });
