import { afterAll, beforeAll, describe } from '@jest/globals';
import { appendingContract } from './appending.contract.js';
import { concurrencyContract } from './concurrency.contract.js';
import type { EventStoreHarness } from './event-store-harness.js';
import { lostConnectionContract } from './lost-connection.contract.js';
import { readingContract } from './reading.contract.js';
import { subscribingContract } from './subscribing.contract.js';

export type { ConnectionLoss, EventStoreHarness } from './event-store-harness.js';

/** What every event store must do. Each adapter runs it in a spec of its own; importable from specs only. */
export function eventStoreContract(name: string, makeHarness: () => Promise<EventStoreHarness>): void {
  describe(`the event store ${name}`, () => {
    let made: EventStoreHarness;
    const harness = (): EventStoreHarness => made;
    beforeAll(async () => {
      made = await makeHarness();
    });
    afterAll(() => made.close());

    describe('appending', () => appendingContract(harness));
    describe('with several writers', () => concurrencyContract(harness));
    describe('reading', () => readingContract(harness));
    describe('subscribing', () => subscribingContract(harness));
    describe('with a connection that breaks', () => lostConnectionContract(harness));
  });
}
