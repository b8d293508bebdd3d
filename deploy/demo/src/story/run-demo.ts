import type { Organisation } from '../api/billing-api.js';
import type { RacePhoto } from '../dataset/race-photo.js';
import { readRawFacts } from '../reconciliation/read-raw-facts.js';
import { reconcile, type Reconciliation } from '../reconciliation/reconcile.js';
import type { ToldFigures } from '../reconciliation/told-figures.js';
import { formatNumber } from '../report/format.js';
import { firstPurchase } from '../workload/credit-plan.js';
import { SMALL_RUNS_CREDITS } from '../workload/small-runs.js';
import { buyCredits } from './buy-credits.js';
import { readDashboard, toldFigures, type Dashboard } from './collect-figures.js';
import type { DemoContext } from './demo-context.js';
import { processEarlierMonths } from './earlier-months.js';
import { processOtherTypes } from './other-types.js';
import { PHOTO_EVENT, processRace } from './process-race.js';
import type { ProcessedRun } from './process-small-run.js';
import { refundRun } from './refund-run.js';
import { refuseRun } from './refuse-run.js';
import { registerOrganisation } from './register-organisation.js';

export type DemoResult = {
  readonly organisation: Organisation;
  readonly dashboard: Dashboard;
  readonly told: ToldFigures;
  /** Beside the race, the oldest first. */
  readonly otherRuns: readonly ProcessedRun[];
  readonly reconciliation: Reconciliation;
  readonly seconds: number;
};

/**
 * The whole job on one new organisation: register, buy, three earlier months, a run of each other usage type, the race with
 * its pause and top-up, a run that is refused, a refund, and the reconciliation.
 */
export async function runDemo(context: DemoContext, photos: readonly RacePhoto[]): Promise<DemoResult> {
  const { billing, progress, sources, organisationId } = context;
  const { timeZone } = await registerOrganisation(context);
  const purchases = [await buyCredits(context, SMALL_RUNS_CREDITS)];
  const otherRuns = [
    ...(await processEarlierMonths(context, photos, timeZone)),
    ...(await processOtherTypes(context, photos, timeZone)),
  ];
  const beforeTheRace = firstPurchase(photos.length);
  if (beforeTheRace > 0) purchases.push(await buyCredits(context, beforeTheRace));
  else
    progress.say(
      `${formatNumber(photos.length)} photos start on the 200 credits that are left: more could not run out.`,
    );
  const race = await processRace(context, photos);
  const refusal = await refuseRun(context);
  const refund = await refundRun(context, race.runId, photos.length);
  const dashboard = await readDashboard(context, race.runId);
  const told = toldFigures(dashboard, race, { purchases: [...purchases, ...race.topUps], otherRuns, refusal, refund });
  progress.say('Reconciling every figure with the raw events …');
  const facts = await readRawFacts(sources, organisationId, idsByScope(photos, otherRuns));
  const reconciliation = reconcile(told, facts, {
    runId: race.runId,
    correlationIds: race.correlationIds,
    rejectedByHttp: race.feed.httpAnswers.rejected,
    distinctPhotos: photos.length,
    otherRuns: otherRuns.map(({ published }) => published),
  });
  const organisation = await billing.organisation();
  return { organisation, dashboard, told, otherRuns, reconciliation, seconds: race.seconds };
}

/** What was published and has to be charged once: photos by their photo event, images by their run. */
function idsByScope(
  photos: readonly RacePhoto[],
  otherRuns: readonly ProcessedRun[],
): ReadonlyMap<string, Iterable<string>> {
  const scopeOf = ({ work }: ProcessedRun): string =>
    work.usageType === 'PHOTO_PROCESSING' ? String(work.photoEvent.id) : work.runId;
  return new Map<string, Iterable<string>>([
    [String(PHOTO_EVENT.id), photoIdsOf(photos)],
    ...otherRuns.map((run) => [scopeOf(run), run.work.batches.flat()] as const),
  ]);
}

function* photoIdsOf(photos: readonly RacePhoto[]): Generator<string> {
  for (const { photoId } of photos) yield photoId;
}
