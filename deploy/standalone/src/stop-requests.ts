// Ctrl-C in a terminal reaches npm and us, and npm passes its own on: one press is two signals, milliseconds apart.
const ONE_PRESS_MS = 500;

/**
 * Tells a request to stop from the impatient one after it. Called at every signal: the first asks, its echo is nothing, and
 * whatever comes later forces.
 */
export function stopRequests(
  { ask, force }: { ask: () => void; force: () => void },
  nowMs: () => number = () => performance.now(),
): () => void {
  let askedAtMs: number | undefined;
  return () => {
    if (askedAtMs === undefined) {
      askedAtMs = nowMs();
      ask();
    } else if (nowMs() - askedAtMs >= ONE_PRESS_MS) force();
  };
}
