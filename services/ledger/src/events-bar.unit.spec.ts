import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { COUNTED_EVENTS_MAX, InMemoryEventStore } from '@credit-ledger/event-sourcing';
import { writeEvents } from '../test/written-events.js';
import { countedEvents, startEventsBar } from './events-bar.js';

/** What stands on a terminal when so many events were read. */
function shown(total: number | undefined, events: number): string {
  const terminal = Object.assign(new PassThrough(), { isTTY: true, columns: 200 });
  const bar = startEventsBar(total, 'copying', terminal);
  bar.update(events, 'comparing');
  bar.stop();
  return String(terminal.read());
}

describe('the bar of events', () => {
  it('shows what is done to how many of how many', () => {
    expect(shown(12_000, 6_000)).toMatch(/comparing [^ ]+ 6000 of about 12000/);
  });

  it('grows with events that were added since they were counted', () => {
    expect(shown(5, 6)).toMatch(/6 of about 6/);
  });

  it('shows no total that nobody knows', () => {
    expect(shown(undefined, 25_000)).toContain('comparing: 25000');
    expect(shown(undefined, 25_000)).not.toMatch(/of about|█|░/);
  });
});

describe('how many events there are', () => {
  it('is what the store has counted', async () => {
    const store = new InMemoryEventStore();
    await writeEvents(store, 'abc');
    expect(await countedEvents(store)).toBe(3);
  });

  it.each([
    [COUNTED_EVENTS_MAX, undefined],
    [COUNTED_EVENTS_MAX + 1, COUNTED_EVENTS_MAX + 1],
  ])('is not known when it may have stopped counting: %d', async (counted, known) => {
    const store = new InMemoryEventStore();
    store.countAfter = () => Promise.resolve(counted);
    expect(await countedEvents(store)).toBe(known);
  });
});
