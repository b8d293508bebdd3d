import { toJsonInteger, type Credits } from '@credit-ledger/kernel';
import { lowBalanceThreshold, type ThresholdBasis } from '../credit-account/domain/credit-account.js';

/** The threshold that is in force, and whether it is the organisation's own. */
export type Threshold = { readonly threshold: number; readonly own: boolean };

export const thresholdOf = (account: ThresholdBasis): Threshold => ({
  threshold: toJsonInteger(lowBalanceThreshold(account)),
  own: account.lowBalanceThresholdSet !== undefined,
});

/** The threshold that is in force, and whether a balance is at or below it. */
export type LowBalance = Threshold & { readonly low: boolean };

export const lowBalanceOf = (account: ThresholdBasis, balance: Credits): LowBalance => ({
  ...thresholdOf(account),
  low: balance <= lowBalanceThreshold(account),
});
