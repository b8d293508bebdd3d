import { describe, expect, it } from '@jest/globals';
import { add, tallies, TALLY } from '../test/tally.js';
import { collect } from './contract/sample-events.js';
import type { StoredEvent } from './event.js';
import { InMemoryEventStore } from './in-memory/in-memory-event-store.js';
import { CHAIN_START, verifyChain } from './verify-chain.js';

async function chainOf(length: number): Promise<StoredEvent[]> {
  const store = new InMemoryEventStore();
  await tallies({ store }).executeAll(
    TALLY,
    Array.from({ length }, (_, index) => add(index + 1)),
  );
  return collect(store.readStream(TALLY));
}

const at = (events: readonly StoredEvent[], index: number): StoredEvent => {
  const event = events[index];
  if (event === undefined) throw new Error(`there is no event ${index}`);
  return event;
};

describe('verifying the chain of a stream', () => {
  it('finds what a repository wrote intact, in one go or in parts', async () => {
    const events = await chainOf(5);
    const last = { version: 5, hash: at(events, 4).metadata.hash };
    expect(await verifyChain(events)).toEqual({ intact: true, eventsVerified: 5, last });
    const first = await verifyChain(events.slice(0, 2));
    expect(await verifyChain(events.slice(2), first.last)).toEqual({ intact: true, eventsVerified: 3, last });
  });

  it('has nothing to say against an empty stream', async () => {
    expect(await verifyChain([])).toEqual({ intact: true, eventsVerified: 0, last: CHAIN_START });
  });

  it('finds data that was changed', async () => {
    const events = await chainOf(4);
    events[2] = { ...at(events, 2), data: '{"amount":3000}' };
    expect(await verifyChain(events)).toMatchObject({ intact: false, brokenAt: 3, reason: 'hash', eventsVerified: 2 });
  });

  it.each<[string, (metadata: StoredEvent['metadata']) => unknown, 'link' | 'hash']>([
    ['are gone', () => null, 'link'],
    ['lack a field', ({ previousHash, hash }) => ({ previousHash, hash }), 'hash'],
    ['hold a number for a text', (metadata) => ({ ...metadata, actor: 7 }), 'hash'],
  ])('names the event whose metadata %s, instead of failing itself', async (_, tamper, reason) => {
    const events = await chainOf(3);
    events[1] = { ...at(events, 1), metadata: tamper(at(events, 1).metadata) as StoredEvent['metadata'] };
    expect(await verifyChain(events)).toMatchObject({ intact: false, brokenAt: 2, reason });
  });

  it('finds changed data whose hash was computed anew, at the next event', async () => {
    const events = await chainOf(4);
    const other = await chainOf(2);
    events[2] = { ...at(events, 2), metadata: { ...at(events, 2).metadata, hash: at(other, 1).metadata.hash } };
    expect(await verifyChain(events.slice(3), { version: 3, hash: at(other, 1).metadata.hash })).toMatchObject({
      brokenAt: 4,
      reason: 'link',
    });
  });

  it('finds an event that is missing, twice there, or in another place', async () => {
    const events = await chainOf(4);
    const [first, second, third] = [at(events, 0), at(events, 1), at(events, 2)];
    expect(await verifyChain([first, third])).toMatchObject({ brokenAt: 3, reason: 'gap' });
    expect(await verifyChain([second])).toMatchObject({ brokenAt: 2, reason: 'gap' });
    expect(await verifyChain([first, first])).toMatchObject({ brokenAt: 1, reason: 'gap' });
    const moved = { ...third, version: 2 };
    expect(await verifyChain([first, moved])).toMatchObject({ brokenAt: 2, reason: 'link' });
    const relabelled = { ...second, streamId: `${TALLY}0` as typeof TALLY };
    expect(await verifyChain([first, relabelled])).toMatchObject({ brokenAt: 2, reason: 'hash' });
  });
});
