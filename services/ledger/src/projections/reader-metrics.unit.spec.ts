import { describe, expect, it } from '@jest/globals';
import { BEGINNING, InMemoryEventStore, type StreamId } from '@credit-ledger/event-sourcing';
import { plusMs, type Instant } from '@credit-ledger/kernel';
import { RecordedMetrics } from '@credit-ledger/testing';
import { gaugeReader } from './reader-metrics.js';

const RECORDED_AT = '2026-11-21T09:30:00.000Z' as Instant;

async function world(stopped = false) {
  const store = new InMemoryEventStore();
  const metadata = {
    correlationId: 'c',
    causationId: 'c',
    actor: 'system',
    effectiveAt: RECORDED_AT,
    recordedAt: RECORDED_AT,
    source: 'spec#1',
    sequence: '',
    previousHash: '',
  };
  const events = ['first', 'second', 'third'].map((messageId) => ({
    type: 'Happened',
    schemaVersion: 1,
    data: '{}',
    metadata: { ...metadata, messageId, hash: messageId },
  }));
  await store.append('account-1' as StreamId, 0, events);
  let position = BEGINNING;
  const metrics = new RecordedMetrics();
  const clock = { now: () => plusMs(RECORDED_AT, 2_500) };
  gaugeReader(metrics, store, clock, {
    name: 'account-views',
    loadCheckpoint: async () => ({ reader: 'account-views', generation: 1, position }),
    isStopped: () => stopped,
  });
  return {
    metrics,
    applyAll: async () => void (position = await store.lastPosition()),
  };
}

const ofViews = (value: number) => [{ labels: { reader: 'account-views' }, value }];

describe('the metrics of a reader', () => {
  it('tell how many events it is behind, and how long the oldest of them has waited', async () => {
    const { metrics } = await world();
    expect(await metrics.readingsOf('projection_lag_events')).toEqual(ofViews(3));
    expect(await metrics.readingsOf('projection_lag_seconds')).toEqual(ofViews(2.5));
  });

  it('tell nothing of a lag when it has applied everything', async () => {
    const { metrics, applyAll } = await world();
    await applyAll();
    expect(await metrics.readingsOf('projection_lag_events')).toEqual(ofViews(0));
    expect(await metrics.readingsOf('projection_lag_seconds')).toEqual(ofViews(0));
  });

  it('tell that a poison event stopped it', async () => {
    expect(await (await world(false)).metrics.readingsOf('projection_stopped')).toEqual(ofViews(0));
    expect(await (await world(true)).metrics.readingsOf('projection_stopped')).toEqual(ofViews(1));
  });
});
