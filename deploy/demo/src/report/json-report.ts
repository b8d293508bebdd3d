import type { Difference } from '../reconciliation/differences.js';
import type { DemoResult } from '../story/run-demo.js';

/** What `--json` prints, as one line. */
export type JsonReport = {
  /** Of the race. */
  readonly photos: {
    /** Reports handed over, on the bus and over HTTP, repeated ones included. */
    readonly published: number;
    readonly accepted: number;
    readonly new: number;
    readonly alreadyCharged: number;
    readonly rejected: number;
  };
  /** Of the whole story; what was refunded is part of what was added. */
  readonly credits: {
    readonly added: number;
    readonly refunded: number;
    readonly charged: number;
    readonly removed: number;
    readonly balance: number;
  };
  /** The four monthly cards, the current one first. */
  readonly months: readonly {
    readonly month: string;
    readonly creditsUsed: number;
    readonly usageTransactions: number;
  }[];
  /** Beside the race, the oldest first. */
  readonly otherRuns: readonly {
    readonly month: string;
    readonly usageType: string;
    readonly photos: number;
    readonly credits: number;
  }[];
  readonly refused: readonly {
    readonly needed: number;
    readonly available: number;
    readonly recommendedTopUp: number;
  }[];
  readonly pauses: number;
  /** From the first report until the balance showed the completed run, pause and top-up included. */
  readonly seconds: number;
  /** Accepted reports, of one photo each, per second. */
  readonly photosPerSecond: number;
  readonly reconciled: boolean;
  readonly differences: readonly Difference[];
};

export function jsonReport({ told, dashboard, otherRuns, reconciliation, seconds }: DemoResult): JsonReport {
  const { bus, http } = told.channels;
  const { reportedPhotos: accepted, newPhotos, alreadyChargedPhotos: alreadyCharged } = told.run.usage;
  const published = bus.published + http.published;
  return {
    photos: { published, accepted, new: newPhotos, alreadyCharged, rejected: published - accepted },
    credits: {
      added: total(dashboard.purchases),
      refunded: total(told.refunds),
      charged: 0 - total(dashboard.usage),
      removed: 0 - total(dashboard.adjustments),
      balance: told.balance.balance,
    },
    months: dashboard.months.map(({ month, creditsUsed, usageTransactions }) => ({
      ...{ month, creditsUsed, usageTransactions },
    })),
    otherRuns: otherRuns.map(({ run, published: { month, usageType, items } }) => ({
      ...{ month, usageType, photos: items, credits: run.usage.credits },
    })),
    refused: told.refusals.map(({ needed, available, recommendedTopUp }) => ({
      ...{ needed, available, recommendedTopUp },
    })),
    pauses: told.pauses,
    seconds: Number(seconds.toFixed(3)),
    photosPerSecond: Math.round(accepted / seconds),
    reconciled: reconciliation.differences.length === 0,
    differences: reconciliation.differences,
  };
}

const total = (rows: readonly { readonly credits: number }[]): number =>
  rows.reduce((sum, { credits }) => sum + credits, 0);
