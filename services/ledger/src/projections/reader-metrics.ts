import type { EventStore } from '@credit-ledger/event-sourcing';
import type { Clock, Metrics } from '@credit-ledger/kernel';
import type { EventReader } from './event-reader.js';
import { secondsBehind } from './reader-lag.js';

/** What is told of a reader: how far it is behind the event store, and whether a poison event stopped it. */
export type MeasuredReader = Pick<EventReader, 'name' | 'loadCheckpoint'> & { readonly isStopped: () => boolean };

/** The checkpoint is the same for all processes of the ledger; whether a reader stopped is told by each of its own. */
export function gaugeReader(metrics: Metrics, store: EventStore, clock: Clock, reader: MeasuredReader): void {
  const labels = { reader: reader.name };
  metrics.gauge(
    { name: 'projection_lag_events', help: 'Events that the reader has yet to apply.', labels: LABELS },
    async () => [{ labels, value: await store.countAfter((await reader.loadCheckpoint()).position) }],
  );
  metrics.gauge(
    { name: 'projection_lag_seconds', help: 'Age of the oldest event that it has yet to apply.', labels: LABELS },
    async () => [{ labels, value: await secondsBehind(store, clock, (await reader.loadCheckpoint()).position) }],
  );
  metrics.gauge(
    { name: 'projection_stopped', help: '1 when a poison event stopped the reader in this process.', labels: LABELS },
    async () => [{ labels, value: reader.isStopped() ? 1 : 0 }],
  );
}

const LABELS = ['reader'] as const;
