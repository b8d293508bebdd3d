import type { Progress } from './progress.js';

/** What every benchmark is given. */
export type BenchContext = {
  readonly progress: Progress;
  /** Picks the size of a piece of work: the first in a complete run, the second with --quick. */
  pick(complete: number, quick: number): number;
};

export const benchContext = (progress: Progress, quick: boolean): BenchContext => ({
  progress,
  pick: (complete, short) => (quick ? short : complete),
});
