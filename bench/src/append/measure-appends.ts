import type { AppendBench } from './append-bench.js';
import { Latencies } from '../load/latencies.js';

export type AppendFigures = {
  readonly events: number;
  readonly eventsPerSecond: number;
  /** Counted in the store: each statement is a transaction of its own, and rows know theirs. */
  readonly eventsPerStatement: number;
  readonly latencies: Latencies;
  /** Positions of the first and the last event that was appended. */
  readonly from: bigint;
  readonly to: bigint;
};

/**
 * So many callers, each of which appends one event after the other until the time is up.
 * @param append one event, for a caller; resolves when it is stored.
 */
export async function measureAppends(
  bench: AppendBench,
  {
    callers,
    durationMs,
    append,
  }: { callers: number; durationMs: number; append: (caller: number) => Promise<unknown> },
): Promise<AppendFigures> {
  const before = await bench.lastPosition();
  const latencies = new Latencies();
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: callers }, async (_, caller) => {
      for (let calledAt = performance.now(); calledAt - startedAt < durationMs;) {
        await append(caller);
        const storedAt = performance.now();
        latencies.record(storedAt - calledAt);
        calledAt = storedAt;
      }
    }),
  );
  const seconds = (performance.now() - startedAt) / 1_000;
  const to = await bench.lastPosition();
  const events = Number(to - before);
  const statements = await bench.statementsBetween(before + 1n, to);
  return {
    events,
    eventsPerSecond: events / seconds,
    eventsPerStatement: events / statements,
    latencies,
    from: before + 1n,
    to,
  };
}
