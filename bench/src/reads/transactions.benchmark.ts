import type { BenchContext } from '../bench-context.js';
import { closedLoop } from '../load/closed-loop.js';
import { RequestTemplate } from '../load/request-template.js';
import type { Result } from '../result.js';
import { publishAtFullSpeed } from '../usage/full-speed.js';
import type { UsageBench } from '../usage/usage-bench.js';
import { UsageRecords } from '../usage/usage-records.js';
import { fillTransactions } from './fill-transactions.js';

const PAGE = 50;
const CHUNKS = 20;

/** Pages of the transaction list of one organisation with very many transactions: the newest, older ones, and filtered. */
export async function benchTransactions(bench: UsageBench, context: BenchContext): Promise<readonly Result[]> {
  const [organisationId = ''] = bench.organisationIds;
  const transactions = context.pick(1_000_000, 100_000);
  // There has to be a row of usage to make others like it.
  await publishAtFullSpeed(bench, [new UsageRecords(organisationId)], 1);
  const path = `/v1/organisations/${organisationId}/transactions?limit=${PAGE}`;
  const cursors: string[] = [];
  context.progress.begin(`writing ${transactions.toLocaleString('en')} transactions of one organisation`, transactions);
  await fillTransactions(bench.instance.databaseUrls.ledger, organisationId, transactions, CHUNKS, async (rows) => {
    context.progress.update(rows);
    // What is the newest page now is an old one in the end.
    cursors.push(`&cursor=${encodeURIComponent(await nextCursor(bench, path))}`);
  });
  context.progress.end();
  const places = ['', ...cursors];
  const what = `page of ${PAGE} of ${transactions.toLocaleString('en')} transactions, one caller`;
  return [
    await measure(
      bench,
      context,
      `${what}, all types, newest and older`,
      places.map((place) => `${path}${place}`),
    ),
    await measure(
      bench,
      context,
      `${what}, usage alone`,
      places.map((place) => `${path}&type=usage${place}`),
    ),
    await measure(bench, context, `${what}, purchases alone (one row in 10,000)`, [`${path}&type=purchase`]),
  ];
}

async function nextCursor({ instance, serviceToken }: UsageBench, path: string): Promise<string> {
  const headers = { authorization: `Bearer ${serviceToken}` };
  const answer = await fetch(`${instance.urls.ledger}${path}`, { headers });
  const body = (await answer.json()) as { readonly nextCursor?: string | null };
  if (!body.nextCursor) throw new Error(`GET ${path} answered ${answer.status} without a next page`);
  return body.nextCursor;
}

async function measure(
  { instance, serviceToken }: UsageBench,
  { progress, pick }: BenchContext,
  what: string,
  paths: readonly string[],
): Promise<Result> {
  const requests = paths.map((path) => new RequestTemplate({ method: 'GET', path, token: serviceToken }, []).bytes());
  let turn = 0;
  const run = (durationMs: number) =>
    closedLoop({
      url: instance.urls.ledger,
      callers: 1,
      durationMs,
      requestsOf: () => () => requests[turn++ % requests.length] as Buffer,
      onProgress: (elapsedMs) => progress.update(elapsedMs),
    });
  const durationMs = pick(10_000, 2_000);
  await run(durationMs / 5);
  progress.begin(what, durationMs);
  const { requestsPerSecond, latencies } = await run(durationMs);
  progress.end();
  const aims = [{ figure: 'p99Ms', aim: { atMost: 20 } }] as const;
  return { benchmark: 'transactions', what, value: requestsPerSecond, unit: 'pages/s', ...latencies.summary, aims };
}
