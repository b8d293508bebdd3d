import { epochMsOf, type Clock, type Metrics } from '@credit-ledger/kernel';
import type { SqlSession } from '@credit-ledger/messaging';
import { readDeferredBacklog } from './deferred-usage.js';

/** What waits for its organisation's turn, of all processes: the consumer's lag does not count it any more. */
export function gaugeDeferredUsage(metrics: Metrics, clock: Clock, session: SqlSession): void {
  metrics.gauge(
    { name: 'usage_deferred_messages', help: 'Messages that wait for the turn of their organisation.', labels: [] },
    async () => [{ labels: {}, value: (await readDeferredBacklog(session)).records }],
  );
  metrics.gauge(
    {
      name: 'usage_deferred_oldest_age_seconds',
      help: 'How long the oldest of them waits; 0 when none does.',
      labels: [],
    },
    async () => {
      const { oldestSince } = await readDeferredBacklog(session);
      const ageMs = oldestSince === undefined ? 0 : epochMsOf(clock.now()) - epochMsOf(oldestSince);
      return [{ labels: {}, value: Math.max(0, ageMs) / 1_000 }];
    },
  );
}
