import { epochMsOf, type Clock, type GaugeReading, type Instant, type Metrics } from '@credit-ledger/kernel';
import {
  countUnresolvedLetters,
  FencedError,
  readOutboxBacklog,
  type RelayMetrics,
  type RunningConsumer,
  type SqlSession,
  type Subscription,
} from '@credit-ledger/messaging';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60];

/** Rate, errors and duration of what a group does with its batches. */
export function measuredHandler(
  metrics: Metrics,
  group: string,
  handle: Subscription['handle'],
): Subscription['handle'] {
  const duration = metrics.histogram({
    name: 'consumer_batch_duration_seconds',
    help: 'Handling one batch of one partition, by what came of it.',
    labels: ['group', 'topic', 'outcome'],
    buckets: SECONDS,
  });
  const records = metrics.counter({
    name: 'consumer_records_total',
    help: 'Records of the batches handled, by what came of their batch. Those of a failed batch come again.',
    labels: ['group', 'topic', 'outcome'],
  });
  return async (batch, signal) => {
    const begunAt = performance.now();
    let outcome = 'handled';
    try {
      await handle(batch, signal);
    } catch (error) {
      outcome = error instanceof FencedError ? 'fenced' : 'failed';
      throw error;
    } finally {
      const labels = { group, topic: batch.assignment.topic, outcome };
      duration.observe(labels, (performance.now() - begunAt) / 1_000);
      records.add(labels, batch.records.length);
    }
  };
}

/** What waits in the partitions of this process; summed over its processes it is the lag of the group. */
export function gaugeLag(
  metrics: Metrics,
  group: string,
  clock: Clock,
  running: () => readonly RunningConsumer[],
): void {
  const lags = async () => (await Promise.all(running().map((consumer) => consumer.lag()))).flat();
  metrics.gauge(
    {
      name: 'consumer_lag_records',
      help: 'Records not yet handled, in partitions of this process.',
      labels: LAG_LABELS,
    },
    async () => (await lags()).map(({ topic, records }) => ({ labels: { group, topic }, value: records })),
  );
  metrics.gauge(
    {
      name: 'consumer_lag_seconds',
      help: 'Age of the oldest record in hand, by its producer’s clock, or how long a partition without any stands still; 0 otherwise.',
      labels: LAG_LABELS,
    },
    async () =>
      (await lags()).map(({ topic, oldestAt }) => ({ labels: { group, topic }, value: ageSeconds(clock, oldestAt) })),
  );
  metrics.gauge(
    {
      name: 'consumer_stopped_partitions',
      help: 'Partitions of this process that could not go on when they last tried; the log says why.',
      labels: LAG_LABELS,
    },
    async () =>
      (await lags()).map(({ topic, stoppedPartitions }) => ({ labels: { group, topic }, value: stoppedPartitions })),
  );
}

const LAG_LABELS = ['group', 'topic'] as const;

export function gaugeLetters(metrics: Metrics, group: string, session: SqlSession): void {
  metrics.gauge(
    {
      name: 'letters_unresolved',
      help: 'Messages refused for good (dead), and those that wait behind them (parked); counted up to 100,000.',
      labels: ['group', 'status'],
    },
    async (): Promise<GaugeReading<'group' | 'status'>[]> => {
      const { dead, parked } = await countUnresolvedLetters(session, group);
      return [
        { labels: { group, status: 'dead' }, value: dead },
        { labels: { group, status: 'parked' }, value: parked },
      ];
    },
  );
}

export function gaugeOutbox(metrics: Metrics, clock: Clock, session: SqlSession): void {
  metrics.gauge(
    { name: 'outbox_unsent_messages', help: 'Messages not yet acknowledged; counted up to 100,000.', labels: [] },
    async () => [{ labels: {}, value: (await readOutboxBacklog(session)).messages }],
  );
  metrics.gauge(
    { name: 'outbox_oldest_age_seconds', help: 'Age of the oldest unsent message; 0 when there is none.', labels: [] },
    async () => [{ labels: {}, value: ageSeconds(clock, (await readOutboxBacklog(session)).oldestAt) }],
  );
}

export function relayMetrics(metrics: Metrics): RelayMetrics {
  const sent = metrics.counter({
    name: 'outbox_sent_messages_total',
    help: 'Messages acknowledged by the engine and taken out of the outbox.',
    labels: [],
  });
  return { sent: (messages) => sent.add({}, messages) };
}

// Two clocks are compared: an age is never negative for that.
const ageSeconds = (clock: Clock, at: Instant | undefined): number =>
  at === undefined ? 0 : Math.max(0, epochMsOf(clock.now()) - epochMsOf(at)) / 1_000;
