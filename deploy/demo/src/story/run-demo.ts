import type { Organisation } from '../api/billing-api.js';
import type { RacePhoto } from '../dataset/race-photo.js';
import { readRawFacts } from '../reconciliation/read-raw-facts.js';
import { reconcile, type Reconciliation } from '../reconciliation/reconcile.js';
import type { ToldFigures } from '../reconciliation/told-figures.js';
import { formatNumber } from '../report/format.js';
import { firstPurchase } from '../workload/credit-plan.js';
import { buyCredits, type Purchase } from './buy-credits.js';
import { readDashboard, toldFigures, type Dashboard } from './collect-figures.js';
import type { DemoContext } from './demo-context.js';
import { PHOTO_EVENT, processRace } from './process-race.js';
import { registerOrganisation } from './register-organisation.js';

export type DemoResult = {
  readonly organisation: Organisation;
  readonly dashboard: Dashboard;
  readonly told: ToldFigures;
  readonly reconciliation: Reconciliation;
  readonly seconds: number;
};

/** The whole job on one new organisation: register, buy, process, run out of credits, top up, complete, reconcile. */
export async function runDemo(context: DemoContext, photos: readonly RacePhoto[]): Promise<DemoResult> {
  const { billing, progress, sources, organisationId } = context;
  await registerOrganisation(context);
  const purchases: Purchase[] = [];
  const beforeTheRun = firstPurchase(photos.length);
  if (beforeTheRun > 0) purchases.push(await buyCredits(context, beforeTheRun));
  else progress.say(`${formatNumber(photos.length)} photos start on the free credits: more could not run out.`);
  const race = await processRace(context, photos);
  purchases.push(...race.topUps);
  const dashboard = await readDashboard(context, race.runId);
  const told = toldFigures(dashboard, race, purchases);
  progress.say('Reconciling every figure with the raw events …');
  const expected = new Map([[String(PHOTO_EVENT.id), photoIdsOf(photos)]]);
  const facts = await readRawFacts(sources, organisationId, expected);
  const reconciliation = reconcile(told, facts, {
    runId: race.runId,
    correlationIds: race.correlationIds,
    rejectedByHttp: race.feed.httpAnswers.rejected,
    distinctPhotos: photos.length,
    otherRuns: [],
  });
  return { organisation: await billing.organisation(), dashboard, told, reconciliation, seconds: race.seconds };
}

function* photoIdsOf(photos: readonly RacePhoto[]): Generator<string> {
  for (const { photoId } of photos) yield photoId;
}
