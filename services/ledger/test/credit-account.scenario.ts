import { expect } from '@jest/globals';
import {
  instantOf,
  type ActorId,
  type Credits,
  type Currency,
  type PhotoEventId,
  type RunId,
} from '@credit-ledger/kernel';
import type { CreditAccount } from '../src/credit-account/domain/credit-account.js';
import type { CreditAccountCommand } from '../src/credit-account/domain/credit-account.commands.js';
import type {
  CreditAccountEvent,
  Drawdown,
  HoldRefusalCode,
} from '../src/credit-account/domain/credit-account.events.js';
import { creditAccountDecider } from '../src/credit-account/domain/credit-account.decider.js';
import { owedFor, type Owed } from '../src/credit-account/domain/debt.js';
import type { Portion } from '../src/credit-account/domain/draw-down.js';
import type { HoldId } from '../src/credit-account/domain/hold.js';
import type { AdditionSource, LotId, UnitPrice } from '../src/credit-account/domain/lot.js';
import { PurchaseHistory } from '../src/credit-account/domain/purchase-history.js';
import { RunSpending } from '../src/credit-account/domain/run-spending.js';

/** `given(added(…)).when(charge(…)).then(charged(…))`: what happened, what is asked, what must follow. */
export const given = (...history: readonly CreditAccountEvent[]) => {
  const account = history.reduce<CreditAccount>(
    (state, event) => creditAccountDecider.evolve(state, { ...event, metadata: UNSEQUENCED }),
    creditAccountDecider.initialState(),
  );
  return {
    account,
    when: (command: CreditAccountCommand) => {
      const events = creditAccountDecider.decide(command, account);
      return {
        events,
        then: (...expected: readonly CreditAccountEvent[]) => expect(events).toEqual(expected),
      };
    },
  };
};

const UNSEQUENCED = { source: 'test#1', sequence: '' };
export const NOW = instantOf(Date.UTC(2026, 10, 21));
const day = (days: number) => instantOf(Date.UTC(2026, 0, 1 + days));
const MARATHON = { id: 2014 as PhotoEventId, name: 'Boston Marathon 2014' };

export const metadata = (sequence?: bigint, source = 'test#1') => ({
  messageId: `message-${source}-${sequence ?? ''}`,
  correlationId: 'correlation',
  causationId: 'causation',
  actor: 'runner' as ActorId,
  source,
  sequence,
});
export const run = (id: string) => id as RunId;
export const credits = (amount: bigint) => amount as Credits;
export const portions = (list: readonly (readonly [string, bigint])[]): Portion[] =>
  list.map(([lotId, amount]) => ({ lotId: lotId as LotId, credits: credits(amount) }));

// Commands

export const open = (): CreditAccountCommand => ({
  type: 'OpenAccount',
  data: { region: 'IN', currency: 'INR' as Currency, timeZone: 'Asia/Kolkata', registeredAt: day(0) },
  metadata: metadata(),
});

export const add = (additionId: string, source: AdditionSource, amount: bigint, onDay = 0): CreditAccountCommand => ({
  type: 'AddCredits',
  data: { ...additionData(additionId, source, amount, onDay) },
  metadata: metadata(),
});

export const hold = (runId: string, amount: bigint, holdId = `hold-${runId}`): CreditAccountCommand => ({
  type: 'PlaceHold',
  data: { ...holdData(runId, holdId), credits: credits(amount), allOrNothing: false },
  metadata: metadata(),
});

export const holdAll = (runId: string, amount: bigint, holdId = `hold-${runId}`): CreditAccountCommand => ({
  type: 'PlaceHold',
  data: { ...holdData(runId, holdId), credits: credits(amount), allOrNothing: true },
  metadata: metadata(),
});

export const expire = (runId: string, holdId = `hold-${runId}`): CreditAccountCommand => ({
  type: 'ExpireHold',
  data: { holdId: holdId as HoldId, runId: run(runId) },
  metadata: metadata(),
});

export const charge = (amount: bigint, runId = 'run'): CreditAccountCommand => ({
  type: 'ChargeUsage',
  data: { ...chargeData(runId, amount) },
  metadata: metadata(),
});

export const end = (runId = 'run', outcome: 'COMPLETED' | 'CANCELLED' = 'COMPLETED'): CreditAccountCommand => ({
  type: 'EndRun',
  data: { runId: run(runId), outcome },
  metadata: metadata(),
});

export const setThreshold = (threshold: bigint | undefined): CreditAccountCommand => ({
  type: 'SetLowBalanceThreshold',
  data: { threshold: threshold === undefined ? undefined : credits(threshold) },
  metadata: metadata(),
});

/** What was read of the account is filled in by whoever makes it. */
export const refund = (refundId: string, amount: bigint, runId = 'run'): CreditAccountCommand => ({
  type: 'RefundUsage',
  data: {
    ...{ refundId, spending: new RunSpending(run(runId)), credits: credits(amount) },
    ...{ reason: 'blurred photos', refundedAt: NOW },
  },
  metadata: metadata(),
});

export const reverse = (
  reversalId: string,
  amount: bigint,
  paymentId: string,
  forced = false,
): CreditAccountCommand => ({
  type: 'ReversePurchase',
  data: {
    ...{ reversalId, purchase: new PurchaseHistory(paymentId), credits: credits(amount), forced },
    ...{ reason: 'charged back', reversedAt: NOW },
  },
  metadata: metadata(),
});

/** An addition by the payment of that id. */
export const purchase = (paymentId: string, amount: bigint, onDay = 0): CreditAccountCommand => ({
  type: 'AddCredits',
  data: { ...additionData(paymentId, 'PURCHASE', amount, onDay), paymentId },
  metadata: metadata(),
});

export const sequenced = (
  command: CreditAccountCommand,
  sequence: bigint,
  source = 'test#1',
): CreditAccountCommand => ({
  ...command,
  metadata: metadata(sequence, source),
});

// Events

export const added = (additionId: string, source: AdditionSource, amount: bigint, onDay = 0): CreditAccountEvent => ({
  type: 'CreditsAdded',
  data: { ...additionData(additionId, source, amount, onDay), lotId: additionId as LotId, expiresAt: undefined },
});

/** A purchase by the payment of that id. */
export const bought = (paymentId: string, amount: bigint): CreditAccountEvent => ({
  type: 'CreditsAdded',
  data: {
    ...additionData(paymentId, 'PURCHASE', amount, 0),
    ...{ paymentId, lotId: paymentId as LotId, expiresAt: undefined },
  },
});

export const held = (runId: string, requested: bigint, ...pins: (readonly [string, bigint])[]): CreditAccountEvent => ({
  type: 'HoldPlaced',
  data: { ...holdData(runId, `hold-${runId}`), requested: credits(requested), pins: portions(pins) },
});

export const extended = (runId: string, ...pins: (readonly [string, bigint])[]): CreditAccountEvent => ({
  type: 'HoldExtended',
  data: { holdId: `hold-${runId}` as HoldId, runId: run(runId), pins: portions(pins) },
});

export const exhausted = (runId: string): CreditAccountEvent => ({
  type: 'HoldExhausted',
  data: { holdId: `hold-${runId}` as HoldId, runId: run(runId) },
});

export const released = (runId: string, ...returned: (readonly [string, bigint])[]): CreditAccountEvent => ({
  type: 'HoldReleased',
  data: { holdId: `hold-${runId}` as HoldId, runId: run(runId), reason: 'COMPLETED', returned: portions(returned) },
});

export const expired = (runId: string, ...returned: (readonly [string, bigint])[]): CreditAccountEvent => ({
  type: 'HoldReleased',
  data: { holdId: `hold-${runId}` as HoldId, runId: run(runId), reason: 'EXPIRED', returned: portions(returned) },
});

export const holdRefused = (
  runId: string,
  requested: bigint,
  available: bigint,
  code: HoldRefusalCode,
): CreditAccountEvent => ({
  type: 'HoldRefused',
  data: {
    ...holdData(runId, `hold-${runId}`),
    ...{ requested: credits(requested), available: credits(available), code },
  },
});

type Sources = {
  readonly held?: readonly (readonly [string, bigint])[];
  readonly free?: readonly (readonly [string, bigint])[];
};

export const charged = ({ held = [], free = [] }: Sources, overrun = 0n, runId = 'run'): CreditAccountEvent => {
  const drawdowns: Drawdown[] = [
    ...portions(held).map((portion) => ({ ...portion, held: true })),
    ...portions(free).map((portion) => ({ ...portion, held: false })),
  ];
  const drawn = drawdowns.reduce((sum, drawdown) => sum + drawdown.credits, 0n);
  return {
    type: 'UsageCharged',
    data: { ...chargeData(runId, drawn + overrun), drawdowns, overrun: credits(overrun) },
  };
};

export const repaid = (...list: readonly (readonly [lot: string, amount: bigint, run: string])[]): CreditAccountEvent =>
  repaidAll(...list.map(([lot, amount, runId]) => [lot, amount, owedFor(run(runId))] as const));

export const repaidAll = (
  ...list: readonly (readonly [lot: string, amount: bigint, owed: Owed])[]
): CreditAccountEvent => ({
  type: 'DebtRepaid',
  data: {
    repayments: list.map(([lotId, amount, owed]) => ({ lotId: lotId as LotId, credits: credits(amount), owed })),
  },
});

export const refunded = (
  refundId: string,
  amount: bigint,
  forgiven: bigint,
  ...lots: readonly (readonly [source: string, amount: bigint])[]
): CreditAccountEvent => ({
  type: 'UsageRefunded',
  data: {
    refundId,
    ...{ runId: run('run'), runUsageType: 'PHOTO_PROCESSING', photoEvent: MARATHON },
    credits: credits(amount),
    forgiven: credits(forgiven),
    lots: portions(lots).map(({ lotId: sourceLotId, credits: given }, index) => ({
      lotId: `${refundId}-${index + 1}` as LotId,
      sourceLotId,
      credits: given,
      unitPrice: (sourceLotId.startsWith('paid') ? '1.50' : '0') as UnitPrice,
      currency: 'INR' as Currency,
    })),
    reason: 'blurred photos',
    refundedAt: NOW,
  },
});

export const reversed = (
  reversalId: string,
  amount: bigint,
  removals: readonly (readonly [lot: string, amount: bigint])[],
  owed?: bigint,
): CreditAccountEvent => ({
  type: 'PurchaseReversed',
  data: {
    reversalId,
    paymentId: 'paid',
    credits: credits(amount),
    removals: portions(removals),
    owed: credits(owed ?? 0n),
    forced: owed !== undefined,
    reason: 'charged back',
    reversedAt: NOW,
  },
});

export const thresholdSet = (threshold: bigint | undefined): CreditAccountEvent => ({
  type: 'LowBalanceThresholdSet',
  data: { threshold: threshold === undefined ? undefined : credits(threshold) },
});

export const low = (balance: bigint, threshold: bigint): CreditAccountEvent => ({
  type: 'LowBalanceReached',
  data: { balance: credits(balance), threshold: credits(threshold) },
});
export const depleted = (balance = 0n): CreditAccountEvent => ({
  type: 'BalanceDepleted',
  data: { balance: credits(balance) },
});
export const restored = (balance: bigint): CreditAccountEvent => ({
  type: 'BalanceRestored',
  data: { balance: credits(balance) },
});
export const noted = (message: string, reason: string): CreditAccountEvent => ({
  type: 'MessageNoted',
  data: { message, reason },
});

const additionData = (additionId: string, source: AdditionSource, amount: bigint, onDay: number) => ({
  additionId,
  source,
  credits: credits(amount),
  unitPrice: (source === 'PURCHASE' ? '1.50' : '0') as UnitPrice,
  currency: 'INR' as Currency,
  addedAt: day(onDay),
  paymentId: undefined,
  orderId: undefined,
  gateway: undefined,
  reason: undefined,
});

const holdData = (runId: string, holdId: string) => ({
  holdId: holdId as HoldId,
  runId: run(runId),
  usageType: 'PHOTO_PROCESSING',
  photoEvent: MARATHON,
});

const chargeData = (runId: string, amount: bigint) => ({
  chargeId: 'charge-1',
  runId: run(runId),
  usageType: 'PHOTO_PROCESSING',
  runUsageType: 'PHOTO_PROCESSING',
  photoEvent: MARATHON,
  credits: credits(amount),
  photoCount: amount,
  photoDigest: '00',
  rateCardVersion: 1,
  rateOverrideVersion: undefined,
  chargedAt: NOW,
  effectiveAtReplaced: false,
  timeZone: 'Asia/Kolkata',
});
