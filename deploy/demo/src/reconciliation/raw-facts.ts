import type { ChainVerdict } from '@credit-ledger/event-sourcing';
import type { AccountHistory } from './account-history.js';
import type { ChargedWork } from './charged-work.js';

/** What is stored: the facts that every figure has to follow from. */
export type RawFacts = {
  readonly history: AccountHistory;
  /** Of the account's stream, hash by hash. */
  readonly chain: ChainVerdict;
  readonly work: ChargedWork;
  /** Reports of the organisation that metering took and did not count. */
  readonly uncounted: { readonly deadLetters: number; readonly pending: number };
};

/** A run beside the race, each of whose photos or images was reported once over HTTP. */
export type PublishedRun = {
  readonly runId: string;
  readonly usageType: string;
  /** In which its usage was accepted, in the organisation's time zone. */
  readonly month: string;
  /** Photos or images. */
  readonly items: number;
};

/** What the demo itself knows of what it published. */
export type Published = {
  /** Of the race. */
  readonly runId: string;
  /** What its reports were marked with, so that each charge tells by which way it came in. */
  readonly correlationIds: { readonly bus: string; readonly http: string };
  /** Reports that HTTP answered with a refusal. */
  readonly rejectedByHttp: number;
  readonly distinctPhotos: number;
  readonly otherRuns: readonly PublishedRun[];
};
