import { setTimeout as delay } from 'node:timers/promises';

export type EventuallyOptions = { readonly withinMs?: number; readonly everyMs?: number };

/**
 * Waits for a condition instead of sleeping: asks again while `condition` throws or answers `false` or `null`, and returns
 * its first other answer. Answering nothing counts as "it holds", so that an assertion reads like one:
 * `await eventually(async () => expect(await rows()).toHaveLength(2))`.
 *
 * @throws the last error of the condition, or one saying that it never held.
 */
export async function eventually<T>(
  condition: () => T | Promise<T>,
  { withinMs = 15_000, everyMs = 20 }: EventuallyOptions = {},
): Promise<Exclude<T, false | null>> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    let lastError: unknown = new Error(`the condition did not hold within ${withinMs} ms`);
    try {
      const answer = await condition();
      if (isHolding(answer)) return answer;
    } catch (error) {
      lastError = error;
    }
    if (performance.now() > deadline) throw lastError;
    await delay(everyMs);
  }
}

const isHolding = <T>(answer: T): answer is Exclude<T, false | null> => answer !== false && answer !== null;
