/** Values of a metric's labels. Each has few possible values: never an organisation, an id, or anything a sender makes up. */
export type LabelValues<Label extends string> = Readonly<Record<Label, string>>;

export type MetricDescription<Label extends string> = {
  /** Unit last: `outbox_oldest_age_seconds`, `consumer_records_total`. */
  readonly name: string;
  readonly help: string;
  readonly labels: readonly Label[];
};

export interface Counter<Label extends string> {
  add(labels: LabelValues<Label>, amount?: number): void;
}

export interface Histogram<Label extends string> {
  observe(labels: LabelValues<Label>, value: number): void;
}

export type GaugeReading<Label extends string> = { readonly labels: LabelValues<Label>; readonly value: number };

/**
 * What libraries count and time through, without knowing who collects it. Asking twice for the same name gives the same
 * metric, so that two parts may add to one.
 */
export interface Metrics {
  counter<Label extends string>(about: MetricDescription<Label>): Counter<Label>;
  /** @param about its buckets: upper bounds, rising. */
  histogram<Label extends string>(
    about: MetricDescription<Label> & { readonly buckets: readonly number[] },
  ): Histogram<Label>;
  /** `read` is called when somebody looks, so it must cost little; one that fails leaves the gauge out of that look. */
  gauge<Label extends string>(
    about: MetricDescription<Label>,
    read: () => Promise<readonly GaugeReading<Label>[]>,
  ): void;
}

/** For whoever collects nothing, such as a one-off command. */
export const noMetrics: Metrics = {
  counter: () => ({ add: () => undefined }),
  histogram: () => ({ observe: () => undefined }),
  gauge: () => undefined,
};
