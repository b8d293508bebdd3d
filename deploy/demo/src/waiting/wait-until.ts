import { setTimeout as delay } from 'node:timers/promises';

export type WaitOptions = {
  readonly signal: AbortSignal;
  readonly deadlineMs?: number;
};

const DEADLINE_MS = 30_000;
const POLL_MS_FIRST = 5;
const POLL_MS_MAX = 200;

/** Something did not happen in time. Names it. */
export class WaitedTooLongError extends Error {
  constructor(what: string, waitedMs: number) {
    super(
      `${what}: not within ${waitedMs / 1_000} s. The logs of the services say why; npm run demo can be run again.`,
    );
    this.name = 'WaitedTooLongError';
  }
}

/**
 * Looks again and again, less and less often, until `look` finds something.
 * @param what is waited for, as in "the payment is completed"
 * @throws WaitedTooLongError
 */
export async function waitUntil<T>(
  what: string,
  look: () => Promise<T | undefined>,
  { signal, deadlineMs = DEADLINE_MS }: WaitOptions,
): Promise<T> {
  const deadline = performance.now() + deadlineMs;
  for (let pauseMs = POLL_MS_FIRST; ; pauseMs = Math.min(POLL_MS_MAX, pauseMs * 2)) {
    signal.throwIfAborted();
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > deadline) throw new WaitedTooLongError(what, deadlineMs);
    await delay(pauseMs, undefined, { signal });
  }
}
