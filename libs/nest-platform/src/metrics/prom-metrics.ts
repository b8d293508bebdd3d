import type { Counter, GaugeReading, Histogram, MetricDescription, Metrics } from '@credit-ledger/kernel';
import prom from 'prom-client';
import { RememberedRead } from './remembered-read.js';

/** Injects `Metrics` of the process. */
export const METRICS = Symbol('METRICS');

/** The metrics of one service process, as Prometheus reads them. */
export class PromMetrics implements Metrics {
  private readonly registry = new prom.Registry();
  private readonly known = new Map<string, Counter<string> | Histogram<string>>();
  private readonly reads = new Map<string, RememberedRead<readonly GaugeReading<string>[]>[]>();
  private readonly failures = this.counter({
    name: 'metric_reads_failed_total',
    help: 'Gauges that could not be read in time and were left out of a scrape.',
    labels: ['metric'],
  });

  /** Adds what Node says of itself. Once per process: its observers cannot be taken away again. */
  collectProcess(): void {
    prom.collectDefaultMetrics({ register: this.registry });
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  /** Everything, in the text format of Prometheus. */
  text(): Promise<string> {
    return this.registry.metrics();
  }

  counter<Label extends string>(about: MetricDescription<Label>): Counter<Label> {
    return this.remember(about.name, () => {
      const counter = new prom.Counter({ ...promDescription(about), registers: [this.registry] });
      return { add: (labels, amount = 1) => counter.inc(labels, amount) };
    });
  }

  histogram<Label extends string>(
    about: MetricDescription<Label> & { readonly buckets: readonly number[] },
  ): Histogram<Label> {
    return this.remember(about.name, () => {
      const buckets = [...about.buckets];
      const histogram = new prom.Histogram({ ...promDescription(about), buckets, registers: [this.registry] });
      return { observe: (labels, value) => histogram.observe(labels, value) };
    });
  }

  gauge<Label extends string>(
    about: MetricDescription<Label>,
    read: () => Promise<readonly GaugeReading<Label>[]>,
  ): void {
    const others = this.reads.get(about.name);
    const one = new RememberedRead(read);
    if (others !== undefined) {
      others.push(one);
      return;
    }
    const reads: RememberedRead<readonly GaugeReading<string>[]>[] = [one];
    this.reads.set(about.name, reads);
    const collect = async (): Promise<void> => {
      const readings = await Promise.all(reads.map((each) => this.readOrNothing(about.name, each)));
      gauge.reset();
      for (const { labels, value } of readings.flat()) gauge.set(labels, value);
    };
    const gauge = new prom.Gauge<string>({ ...promDescription(about), registers: [this.registry], collect });
  }

  private remember<Kind extends Counter<string> | Histogram<string>>(name: string, make: () => Kind): Kind {
    const known = this.known.get(name) as Kind | undefined;
    if (known !== undefined) return known;
    const made = make();
    this.known.set(name, made);
    return made;
  }

  private async readOrNothing(
    metric: string,
    read: RememberedRead<readonly GaugeReading<string>[]>,
  ): Promise<readonly GaugeReading<string>[]> {
    try {
      return await read.get();
    } catch {
      this.failures.add({ metric });
      return [];
    }
  }
}

const promDescription = <Label extends string>({ name, help, labels }: MetricDescription<Label>) => ({
  name,
  help,
  labelNames: [...labels],
});
