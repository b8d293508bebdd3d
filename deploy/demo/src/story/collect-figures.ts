import type { StreamId } from '@credit-ledger/event-sourcing';
import type { Balance, Month, Transaction } from '../api/ledger-api.js';
import type { Run } from '../api/metering-api.js';
import type { ToldChannel, ToldFigures, ToldRefund, ToldRefusal } from '../reconciliation/told-figures.js';
import { waitUntil } from '../waiting/wait-until.js';
import type { Purchase } from './buy-credits.js';
import type { DemoContext } from './demo-context.js';
import type { ProcessedRace } from './process-race.js';
import type { ProcessedRun } from './process-small-run.js';

/** What a dashboard would show now. */
export type Dashboard = {
  readonly balance: Balance;
  readonly months: readonly Month[];
  readonly usage: readonly Transaction[];
  readonly purchases: readonly Transaction[];
  /** What was taken back, by whomever: the story itself takes nothing back. */
  readonly adjustments: readonly Transaction[];
  readonly run: Run;
};

/** Reads every view once the projections have seen the account's last event, so that all are of the same moment. */
export async function readDashboard(context: DemoContext, runId: string): Promise<Dashboard> {
  const { ledger, metering } = context;
  const balance = await settledBalance(context);
  const [months, usage, purchases, adjustments, run] = await Promise.all([
    ledger.months(),
    ledger.transactions('usage'),
    ledger.transactions('purchase'),
    ledger.transactions('adjustment'),
    metering.run(runId),
  ]);
  return { balance, months, usage, purchases, adjustments, run };
}

/** What else happened. */
export type BesideTheRace = {
  /** Of the race too. */
  readonly purchases: readonly Purchase[];
  readonly otherRuns: readonly ProcessedRun[];
  readonly refusal: ToldRefusal;
  readonly refund: ToldRefund;
};

/** The figures that have to be derived a second time. */
export function toldFigures(dashboard: Dashboard, race: ProcessedRace, beside: BesideTheRace): ToldFigures {
  const { balance, months, usage, purchases: additions, adjustments, run } = dashboard;
  const { feed, topUps } = race;
  const { accepted, newPhotos, alreadyCharged } = feed.httpAnswers;
  const http: ToldChannel = { published: feed.httpPublished, accepted, newPhotos, alreadyCharged };
  return {
    balance,
    months,
    transactions: [...usage, ...additions, ...adjustments],
    run,
    otherRuns: beside.otherRuns.map(({ run: other }) => other),
    refusals: [beside.refusal],
    refunds: [beside.refund],
    purchases: beside.purchases,
    channels: { bus: restOf(run.usage, http, feed.busPublished), http },
    pauses: topUps.length,
  };
}

/** The run counts both ways together, HTTP answers for its own: the rest came by bus. */
const restOf = (usage: Run['usage'], http: ToldChannel, published: number): ToldChannel => ({
  published,
  accepted: usage.reportedPhotos - http.accepted,
  newPhotos: usage.newPhotos - http.newPhotos,
  alreadyCharged: usage.alreadyChargedPhotos - http.alreadyCharged,
});

function settledBalance({ ledger, sources, organisationId, signal }: DemoContext): Promise<Balance> {
  const stream = `creditAccount-${organisationId}` as StreamId;
  return waitUntil(
    'the projections have seen the last event of the account',
    async () => {
      const balance = await ledger.balance();
      for await (const last of sources.eventStore.readStream(stream, { direction: 'backwards', limit: 1 })) {
        return last.version === balance?.version ? balance : undefined;
      }
      return undefined;
    },
    { signal },
  );
}
