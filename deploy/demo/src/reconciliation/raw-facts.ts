import type { ChainVerdict } from '@credit-ledger/event-sourcing';
import type { AccountHistory } from './account-history.js';
import type { ChargedPhotos } from './charged-photos.js';

/** What is stored: the facts that every figure has to follow from. */
export type RawFacts = {
  readonly history: AccountHistory;
  /** Of the account's stream, hash by hash. */
  readonly chain: ChainVerdict;
  readonly photos: ChargedPhotos;
  /** Reports of the organisation that metering took and did not count. */
  readonly uncounted: { readonly deadLetters: number; readonly pending: number };
};

/** What the demo itself knows of what it published. */
export type Published = {
  readonly runId: string;
  /** What its reports were marked with, so that each charge tells by which way it came in. */
  readonly correlationIds: { readonly bus: string; readonly http: string };
  /** Reports that HTTP answered with a refusal. */
  readonly rejectedByHttp: number;
  readonly distinctPhotos: number;
};
