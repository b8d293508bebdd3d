export type Backoff = { readonly firstMs: number; readonly maxMs: number };

/**
 * How long to wait after the given attempt (1 is the first): doubling up to a limit, and of that a random half to whole,
 * so that processes which failed together do not come back together.
 */
export function backoffMs(attempt: number, { firstMs, maxMs }: Backoff, random: () => number = Math.random): number {
  const ceiling = Math.min(maxMs, firstMs * 2 ** Math.min(attempt - 1, 30));
  return ceiling * (0.5 + 0.5 * random());
}
