import { describe, expect, it } from '@jest/globals';
import { KurrentEventStore } from '@credit-ledger/event-store-kurrentdb';
import { PostgresEventStore } from '@credit-ledger/event-store-postgres';
import { eventStoreByUrl } from './event-store-by-url.js';

describe('the store that the demo reads', () => {
  it.each([
    ['postgres://user@127.0.0.1:1/none', PostgresEventStore],
    ['kurrentdb://127.0.0.1:1?tls=false&namespace=spec', KurrentEventStore],
    ['esdb+discover://127.0.0.1:1?tls=false', KurrentEventStore],
  ])('of %s is the one that its scheme names, which connects when it is used', async (url, store) => {
    const found = eventStoreByUrl(url);
    expect(found).toBeInstanceOf(store);
    await found.close();
  });

  it('is none for another scheme, and the password is not repeated', () => {
    expect(() => eventStoreByUrl('mongodb://user:secret@host')).toThrow(/and not from mongodb$/);
  });
});
