import type { BenchContext } from '../bench-context.js';
import { closedLoop } from '../load/closed-loop.js';
import { RequestTemplate } from '../load/request-template.js';
import type { Result } from '../result.js';
import { ORGANISATIONS, type UsageBench } from '../usage/usage-bench.js';

/** The balance card, asked for by one caller after the other's answer, while nothing else goes on. */
export async function benchBalance(bench: UsageBench, { progress, pick }: BenchContext): Promise<readonly Result[]> {
  let turn = 0;
  const path = '/v1/organisations/bench-{organisation}/balance';
  const run = (durationMs: number) =>
    closedLoop({
      url: bench.instance.urls.ledger,
      callers: 1,
      durationMs,
      requestsOf: () => {
        const template = new RequestTemplate({ method: 'GET', path, token: bench.serviceToken }, ['organisation']);
        return () => template.set('organisation', () => turn++ % ORGANISATIONS).bytes();
      },
      onProgress: (elapsedMs) => progress.update(elapsedMs),
    });
  const durationMs = pick(10_000, 2_000);
  await run(durationMs / 5);
  progress.begin('balance read', durationMs);
  const { requestsPerSecond, latencies } = await run(durationMs);
  progress.end();
  return [
    {
      benchmark: 'balance',
      what: `balance read, one caller, over ${ORGANISATIONS} organisations`,
      value: requestsPerSecond,
      unit: 'reads/s',
      ...latencies.summary,
      aims: [{ figure: 'p99Ms', aim: { atMost: 5 } }],
    },
  ];
}
