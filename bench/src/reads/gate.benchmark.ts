import type { BenchContext } from '../bench-context.js';
import { closedLoop } from '../load/closed-loop.js';
import { RequestTemplate } from '../load/request-template.js';
import { workThrough } from '../load/work-through.js';
import type { Result } from '../result.js';
import type { UsageBench } from '../usage/usage-bench.js';
import { PHOTO_EVENT } from '../usage/usage-records.js';

const RUNS = 100;
const STARTERS = 4;

/** The gate of a running run, asked by one caller after the other's answer, while nothing else goes on. */
export async function benchGate(bench: UsageBench, { progress, pick }: BenchContext): Promise<readonly Result[]> {
  await startRuns(bench);
  let turn = 0;
  const path = '/v1/organisations/bench-{organisation}/runs/gated/gate?photos=100';
  const run = (durationMs: number) =>
    closedLoop({
      url: bench.instance.urls['processing-metering'],
      callers: 1,
      durationMs,
      requestsOf: () => {
        const template = new RequestTemplate({ method: 'GET', path, token: bench.serviceToken }, ['organisation']);
        return () => template.set('organisation', () => turn++ % RUNS).bytes();
      },
      onProgress: (elapsedMs) => progress.update(elapsedMs),
    });
  const durationMs = pick(10_000, 2_000);
  await run(durationMs / 5);
  progress.begin('gate', durationMs);
  const { requestsPerSecond, latencies } = await run(durationMs);
  progress.end();
  return [
    {
      benchmark: 'gate',
      what: `gate, one caller, over ${RUNS} runs`,
      value: requestsPerSecond,
      unit: 'reads/s',
      ...latencies.summary,
      aims: [{ figure: 'p99Ms', aim: { atMost: 5 } }],
    },
  ];
}

/** Each is answered when the ledger has decided about its hold. */
async function startRuns({ instance, serviceToken: token }: UsageBench): Promise<void> {
  const path = '/v1/organisations/bench-{organisation}/runs';
  const searches = { bibSearch: true, selfieSearch: false };
  const body = JSON.stringify({ runId: 'gated', photoEvent: PHOTO_EVENT, estimatedPhotos: 1_000, ...searches });
  await workThrough(instance.urls['processing-metering'], RUNS, STARTERS, () => {
    const template = new RequestTemplate({ method: 'POST', path, token, body }, ['organisation', 'key']);
    return (index) =>
      template
        .set('organisation', () => index)
        .set('key', () => index)
        .bytes();
  });
}
