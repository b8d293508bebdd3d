import { HttpConnection } from './http-connection.js';
import { Latencies } from './latencies.js';

export type ClosedLoop = {
  readonly url: string;
  readonly callers: number;
  readonly durationMs: number;
  /** Makes the bytes of a caller's next request; they may be the same ones, changed, at each call. */
  readonly requestsOf: (caller: number) => () => Buffer;
  readonly onProgress: (elapsedMs: number) => void;
};

export type LoopFigures = {
  readonly requests: number;
  readonly requestsPerSecond: number;
  readonly latencies: Latencies;
};

/**
 * So many callers, each of which sends its next request when it has the answer to its last. The rate is what the service
 * sustains with them; the latencies are those under that load, and say nothing about arrivals at a fixed rate.
 *
 * @throws ExchangeError at the first answer that is no success.
 */
export async function closedLoop(options: ClosedLoop): Promise<LoopFigures> {
  const { url, callers, durationMs, requestsOf, onProgress } = options;
  const latencies = new Latencies();
  const connections = await Promise.all(Array.from({ length: callers }, () => HttpConnection.open(url)));
  const startedAt = performance.now();
  const progress = setInterval(() => onProgress(performance.now() - startedAt), PROGRESS_EVERY_MS);
  try {
    await Promise.all(
      connections.map(async (connection, caller) => {
        const nextRequest = requestsOf(caller);
        for (let sentAt = performance.now(); sentAt - startedAt < durationMs;) {
          await connection.exchange(nextRequest());
          const answeredAt = performance.now();
          latencies.record(answeredAt - sentAt);
          sentAt = answeredAt;
        }
      }),
    );
  } finally {
    clearInterval(progress);
    connections.forEach((connection) => connection.close());
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  return { requests: latencies.count, requestsPerSecond: latencies.count / seconds, latencies };
}

const PROGRESS_EVERY_MS = 500;
