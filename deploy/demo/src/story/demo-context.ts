import type { EventStore } from '@credit-ledger/event-sourcing';
import type { OrganisationId } from '@credit-ledger/kernel';
import type { UsageClient } from '@credit-ledger/usage-client';
import type { BillingApi } from '../api/billing-api.js';
import type { LedgerApi } from '../api/ledger-api.js';
import type { MeteringApi } from '../api/metering-api.js';
import type { Progress } from '../progress/progress.js';

/** What every part of the demo works with: one organisation on one instance. */
export type DemoContext = {
  readonly organisationId: OrganisationId;
  readonly billing: BillingApi;
  readonly ledger: Pick<LedgerApi, keyof LedgerApi>;
  readonly metering: MeteringApi;
  /** The usage topic, as an internal service reaches it. */
  readonly usage: UsageClient;
  /** The raw facts, for the reconciliation alone. */
  readonly sources: { readonly eventStore: EventStore; readonly meteringUrl: string };
  readonly progress: Progress;
  /** Aborted when the demo has to end early. */
  readonly signal: AbortSignal;
  /** Cancels a run although `signal` is aborted, so that no credits stay held. Gives up silently. */
  abandonRun(runId: string): Promise<void>;
  /** Gives metering the real time back, also when `signal` is aborted. */
  resetClock(): Promise<void>;
};
