import pg from 'pg';
import type { EventToAppend, StoredEvent, StreamId } from '@credit-ledger/event-sourcing';
import { createTestDatabase } from '@credit-ledger/testing';
import { installEventStore } from '../src/index.js';

export interface EventStoreDatabase {
  readonly url: string;
  /** The superuser's connection, to look behind the store. */
  readonly admin: pg.Client;
  drop(): Promise<void>;
}

/** A database with an empty event store in it. */
export async function createEventStoreDatabase(): Promise<EventStoreDatabase> {
  const database = await createTestDatabase();
  const admin = await connectTo(database.url);
  await installEventStore(admin);
  return {
    url: database.url,
    admin,
    drop: async () => {
      await admin.end();
      await database.drop();
    },
  };
}

export async function connectTo(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

export const streamOf = (name: string | number): StreamId => `stream-${name}` as StreamId;

export const eventOf = (messageId: string): EventToAppend => ({
  type: 'SomethingHappened',
  schemaVersion: 1,
  data: '{}',
  metadata: {
    messageId,
    correlationId: '',
    causationId: '',
    actor: 'spec',
    effectiveAt: '2026-11-21T09:30:00.000Z',
    recordedAt: '2026-11-21T09:30:00.000Z',
    source: 'spec#1',
    sequence: '',
    previousHash: '',
    hash: `hash of ${messageId}`,
  },
});

export const messageIdsOf = (events: readonly StoredEvent[]): string[] =>
  events.map(({ metadata }) => metadata.messageId);
