import type { BenchContext } from '../bench-context.js';
import { closedLoop } from '../load/closed-loop.js';
import type { RequestTemplate } from '../load/request-template.js';
import type { Result } from '../result.js';
import { ORGANISATIONS, type UsageBench } from './usage-bench.js';
import { listOfEvents, renumber, singlePhoto } from './usage-requests.js';

const PHOTOS_PER_BATCH = 1_000;

type Load = {
  readonly what: string;
  readonly callers: number;
  readonly photosPerRequest: number;
  readonly organisations: number;
  readonly template: (token: string) => RequestTemplate;
  readonly atLeast: number;
};

const LOADS: readonly Load[] = [
  {
    what: `one photo a request, 32 callers, over ${ORGANISATIONS} organisations`,
    ...{ callers: 32, photosPerRequest: 1, organisations: ORGANISATIONS, template: singlePhoto, atLeast: 3_000 },
  },
  {
    what: 'one photo a request, 32 callers, on one organisation',
    ...{ callers: 32, photosPerRequest: 1, organisations: 1, template: singlePhoto, atLeast: 3_000 },
  },
  {
    what: `batches of ${PHOTOS_PER_BATCH} photos (an event each), 4 callers, over ${ORGANISATIONS} organisations`,
    ...{ callers: 4, photosPerRequest: PHOTOS_PER_BATCH, organisations: ORGANISATIONS, atLeast: 15_000 },
    template: (token) => listOfEvents(token, PHOTOS_PER_BATCH),
  },
];

/** Usage over HTTP. A request is answered when its charges are committed; that all of them arrive is checked after each load. */
export async function benchHttp(bench: UsageBench, context: BenchContext): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const load of LOADS) results.push(await measure(bench, context, load));
  return results;
}

async function measure(bench: UsageBench, { progress, pick }: BenchContext, load: Load): Promise<Result> {
  const { what, callers, photosPerRequest, organisations, template, atLeast } = load;
  let turn = 0;
  const run = (durationMs: number) =>
    closedLoop({
      url: bench.instance.urls['processing-metering'],
      callers,
      durationMs,
      requestsOf: () => {
        const request = template(bench.serviceToken);
        return () => {
          bench.expect(photosPerRequest);
          return renumber(request, bench, turn++ % organisations);
        };
      },
      onProgress: (elapsedMs) => progress.update(elapsedMs),
    });
  const durationMs = pick(15_000, 3_000);
  await run(durationMs / 5);
  await bench.settle();
  progress.begin(`usage over HTTP, ${what}`, durationMs);
  const { requestsPerSecond, latencies } = await run(durationMs);
  progress.end();
  await bench.settle();
  return {
    benchmark: 'http',
    what: `usage over HTTP, ${what}`,
    value: requestsPerSecond * photosPerRequest,
    unit: 'photos/s',
    ...latencies.summary,
    aims: [{ figure: 'value', aim: { atLeast } }],
    note: `${Math.round(requestsPerSecond).toLocaleString('en')} requests/s`,
  };
}
