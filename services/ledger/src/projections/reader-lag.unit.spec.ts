import { describe, expect, it } from '@jest/globals';
import { COUNTED_EVENTS_MAX } from '@credit-ledger/event-sourcing';
import { eventsBehind } from './reader-lag.js';

describe('how many events a reader is behind', () => {
  it.each([
    [0, '0 events'],
    [COUNTED_EVENTS_MAX - 1, '9999 events'],
    [COUNTED_EVENTS_MAX, '10000 events or more'],
    [COUNTED_EVENTS_MAX + 1, '10001 events'],
  ])('is told of %s', (events, told) => {
    expect(eventsBehind(events)).toBe(told);
  });
});
