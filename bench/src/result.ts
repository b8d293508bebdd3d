/** What a row is held against: at least so much, or at most so much. */
export type Aim = { readonly atLeast: number } | { readonly atMost: number };

/** One row of the table. */
export type Result = {
  /** The benchmark that measured it, as `--only` names it. */
  readonly benchmark: BenchmarkName;
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly p50Ms?: number;
  readonly p99Ms?: number;
  /** The value divided by the ceiling that was measured for the same rows per statement. */
  readonly ofCeiling?: number;
  readonly aims?: readonly AimedAt[];
  /** What one has to know to read the figure, such as the rows per statement that came about. */
  readonly note?: string;
};

/** An aim for one of the figures of a row. */
export type AimedAt = { readonly figure: 'value' | 'p99Ms' | 'ofCeiling'; readonly aim: Aim };

export const BENCHMARKS = [
  ...(['append', 'rebuild', 'balance', 'gate', 'messages', 'kafka', 'http'] as const),
  ...(['fairness', 'transactions', 'start', 'memory'] as const),
];

export type BenchmarkName = (typeof BENCHMARKS)[number];

/** A figure held against its aim. Undefined when the figure was not measured. */
export function isMet({ figure, aim }: AimedAt, result: Result): boolean | undefined {
  const measured = result[figure];
  if (measured === undefined) return undefined;
  return 'atLeast' in aim ? measured >= aim.atLeast : measured <= aim.atMost;
}
