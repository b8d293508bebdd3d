import type { GaugeReading, Metrics } from '@credit-ledger/kernel';

/** Metrics that a spec can look at: what was counted and observed by name and labels, and what gauges would say now. */
export class RecordedMetrics implements Metrics {
  private readonly values = new Map<string, number[]>();
  private readonly gauges = new Map<string, () => Promise<readonly GaugeReading<string>[]>>();

  readonly counter: Metrics['counter'] = ({ name }) => ({
    add: (labels, amount = 1) => this.record(name, labels, amount),
  });

  readonly histogram: Metrics['histogram'] = ({ name }) => ({
    observe: (labels, value) => this.record(name, labels, value),
  });

  readonly gauge: Metrics['gauge'] = ({ name }, read) => void this.gauges.set(name, read);

  /** Everything that was added or observed, in order. */
  valuesOf(name: string, labels: Readonly<Record<string, string>> = {}): readonly number[] {
    return this.values.get(keyOf(name, labels)) ?? [];
  }

  async readingsOf(name: string): Promise<readonly GaugeReading<string>[]> {
    return (await this.gauges.get(name)?.()) ?? [];
  }

  private record(name: string, labels: object, value: number): void {
    const key = keyOf(name, labels);
    this.values.set(key, [...(this.values.get(key) ?? []), value]);
  }
}

const keyOf = (name: string, labels: object): string => `${name} ${JSON.stringify(Object.entries(labels).sort())}`;
