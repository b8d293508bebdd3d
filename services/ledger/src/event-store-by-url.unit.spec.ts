import { describe, expect, it } from '@jest/globals';
import { KurrentEventStore } from '@credit-ledger/event-store-kurrentdb';
import { PostgresEventStore } from '@credit-ledger/event-store-postgres';
import { silentLog } from '@credit-ledger/kernel';
import { ConfigError } from '@credit-ledger/nest-platform';
import { assertEventStoreUrl, connectEventStore } from './event-store-by-url.js';

describe('the event store behind EVENT_STORE_URL', () => {
  it.each([
    ['postgres://event_store:secret@127.0.0.1:4005/credits', PostgresEventStore],
    ['kurrentdb://127.0.0.1:2113?tls=false', KurrentEventStore],
    ['KurrentDB+discover://ann:secret@one:2113?namespace=staging', KurrentEventStore],
    ['esdb://one:2113,two:2113,three:2113', KurrentEventStore],
    ['esdb+discover://cluster.example', KurrentEventStore],
  ])('is picked by the scheme alone: %s', async (url, adapter) => {
    assertEventStoreUrl(url);
    const store = await connectEventStore(url, silentLog);
    expect(store).toBeInstanceOf(adapter);
    await store.close();
  });

  it.each([
    ['mongodb://root:hunter2@one/credits', 'must begin with postgres'],
    ['kurrentdb://ann:hunter2@one?tsl=false', 'tsl'],
    ['kurrentdb://ann:hunter2@one?namespace=Staging', 'namespace'],
  ])('stops the start with a reason and without a secret: %s', async (url, reason) => {
    const validate = async (): Promise<void> => assertEventStoreUrl(url);
    for (const use of [validate, () => connectEventStore(url, silentLog)]) {
      await expect(use()).rejects.toThrow(ConfigError);
      await expect(use()).rejects.toThrow(reason);
      await expect(use()).rejects.not.toThrow('hunter2');
    }
  });

  it.each(['postgres://u:hunter2@[bad/x', 'postgres://u:hunter2@127.0.0.1:99999/x'])(
    'is not taken for valid where its URL cannot be read: %s',
    (url) => {
      expect(() => assertEventStoreUrl(url)).toThrow(new ConfigError(['EVENT_STORE_URL: it cannot be read as a URL']));
    },
  );
});
