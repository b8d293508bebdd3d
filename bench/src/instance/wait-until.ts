import { setTimeout as delay } from 'node:timers/promises';

const STALL_MS = 60_000;

/** Nothing moved for a long time. */
export class StalledError extends Error {
  constructor(what: string, at: number) {
    super(`${what}: nothing moved for ${STALL_MS / 1_000} s (stands at ${at})`);
    this.name = 'StalledError';
  }
}

/**
 * Looks every `everyMs` until `look` has reached `goal`, and answers when that was seen (`performance.now()`).
 * @throws StalledError when it stops rising.
 */
export async function waitUntilReached(
  what: string,
  goal: number,
  look: () => Promise<number>,
  onProgress: (reached: number) => void = () => undefined,
  everyMs = 20,
): Promise<number> {
  let highest = Number.NEGATIVE_INFINITY;
  for (let movedAt = performance.now(); ;) {
    const reached = await look();
    const now = performance.now();
    if (reached >= goal) return now;
    if (reached > highest) {
      highest = reached;
      movedAt = now;
      onProgress(reached);
    }
    if (now - movedAt > STALL_MS) throw new StalledError(what, reached);
    await delay(everyMs);
  }
}
