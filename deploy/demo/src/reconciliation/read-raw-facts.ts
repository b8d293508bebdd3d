import { verifyChain, type EventStore, type StoredEvent, type StreamId } from '@credit-ledger/event-sourcing';
import pg from 'pg';
import { AccountHistory } from './account-history.js';
import { ChargedWork } from './charged-work.js';
import { chargedItemsOf, uncountedReportsOf } from './metering-facts.js';
import type { RawFacts } from './raw-facts.js';

export type RawFactSources = {
  readonly eventStore: EventStore;
  /** Logs in as the owner of metering's tables. */
  readonly meteringUrl: string;
};

/** Reads what is stored about an organisation, page by page. `expected` are the ids that were published, by scope. */
export async function readRawFacts(
  { eventStore, meteringUrl }: RawFactSources,
  organisationId: string,
  expected: ReadonlyMap<string, Iterable<string>>,
): Promise<RawFacts> {
  const history = new AccountHistory();
  // One reading for both: what was verified is what was summed up.
  const stream = streamOf(organisationId);
  const chain = await verifyChain(observed(eventStore.readStream(stream), (event) => history.add(event)));
  // Verifying ends at the first event that does not fit; the sums are over all of them nevertheless.
  if (!chain.intact) {
    for await (const event of eventStore.readStream(stream, { fromVersion: chain.brokenAt + 1 })) history.add(event);
  }
  const client = new pg.Client({ connectionString: meteringUrl, application_name: 'demo reconciliation' });
  await client.connect();
  try {
    const work = new ChargedWork(organisationId, expected);
    for await (const item of chargedItemsOf(client, organisationId)) work.add(item);
    return { history, chain, work, uncounted: await uncountedReportsOf(client, organisationId) };
  } finally {
    await client.end();
  }
}

// The one name that both sides have to agree on, since events are found by it.
const streamOf = (organisationId: string): StreamId => `creditAccount-${organisationId}` as StreamId;

async function* observed(
  events: AsyncIterable<StoredEvent>,
  see: (event: StoredEvent) => void,
): AsyncGenerator<StoredEvent> {
  for await (const event of events) {
    see(event);
    yield event;
  }
}
