import { build, type Histogram } from 'hdr-histogram-js';

const HIGHEST_MICROSECONDS = 600_000_000;

/** Durations, kept in microseconds to three digits, whatever their number. */
export class Latencies {
  private readonly histogram: Histogram = build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: HIGHEST_MICROSECONDS,
    numberOfSignificantValueDigits: 3,
  });

  record(milliseconds: number): void {
    this.histogram.recordValue(Math.min(HIGHEST_MICROSECONDS, Math.max(1, Math.round(milliseconds * 1_000))));
  }

  get count(): number {
    return this.histogram.totalCount;
  }

  percentile(percent: number): number {
    return this.histogram.getValueAtPercentile(percent) / 1_000;
  }

  /** As a result shows them. */
  get summary(): { readonly p50Ms: number; readonly p99Ms: number } {
    return { p50Ms: this.percentile(50), p99Ms: this.percentile(99) };
  }
}
