import type { Difference } from '../reconciliation/differences.js';
import type { DemoResult } from '../story/run-demo.js';

/** What `--json` prints, as one line. */
export type JsonReport = {
  readonly photos: {
    /** Reports handed over, on the bus and over HTTP, repeated ones included. */
    readonly published: number;
    readonly accepted: number;
    readonly new: number;
    readonly alreadyCharged: number;
    readonly rejected: number;
  };
  readonly credits: { readonly added: number; readonly charged: number; readonly balance: number };
  readonly pauses: number;
  /** From the first report until the balance showed the completed run, pause and top-up included. */
  readonly seconds: number;
  /** Accepted reports, of one photo each, per second. */
  readonly photosPerSecond: number;
  readonly reconciled: boolean;
  readonly differences: readonly Difference[];
};

export function jsonReport({ told, dashboard, reconciliation, seconds }: DemoResult): JsonReport {
  const { bus, http } = told.channels;
  const { reportedPhotos: accepted, newPhotos, alreadyChargedPhotos: alreadyCharged } = told.run.usage;
  const published = bus.published + http.published;
  return {
    photos: { published, accepted, new: newPhotos, alreadyCharged, rejected: published - accepted },
    credits: {
      added: total(dashboard.purchases),
      charged: 0 - total(dashboard.usage),
      balance: told.balance.balance,
    },
    pauses: told.pauses,
    seconds: Number(seconds.toFixed(3)),
    photosPerSecond: Math.round(accepted / seconds),
    reconciled: reconciliation.differences.length === 0,
    differences: reconciliation.differences,
  };
}

const total = (rows: readonly { readonly credits: number }[]): number =>
  rows.reduce((sum, { credits }) => sum + credits, 0);
