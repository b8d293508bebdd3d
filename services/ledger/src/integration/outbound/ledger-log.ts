import { BEGINNING, type EventStore } from '@credit-ledger/event-sourcing';
import {
  joinOwnLog,
  Limiter,
  standInLog,
  type LastSequences,
  type Messaging,
  type SqlSession,
} from '@credit-ledger/messaging';
import type { OrganisationId } from '@credit-ledger/kernel';
import { accountStream } from '../../credit-account/account-stream.js';
import { LEDGER_GROUP } from '../inbound/account-messages.consumer.js';

/**
 * To be called before a fact is told. Facts are numbered by the versions of streams: a store with events goes on counting,
 * whichever database reads it.
 * @throws ForeignLogError, LogAheadError
 */
export async function joinLedgerLog(
  session: SqlSession,
  messaging: Messaging,
  store: EventStore,
  source: string,
): Promise<void> {
  if ((await store.lastPosition()) !== BEGINNING) await standInLog(session, messaging, LEDGER_GROUP);
  await joinOwnLog(session, messaging, { name: LEDGER_GROUP, source, lastSequences: versionsIn(store) });
}

/** What the store has of each account: no fact can tell of more. */
export const versionsIn =
  (store: Pick<EventStore, 'readStream'>): LastSequences =>
  async (organisations) => {
    const versions = new Map<OrganisationId, bigint>();
    const limiter = new Limiter(READS_AT_ONCE_MAX);
    const readVersion = (organisationId: OrganisationId): Promise<void> =>
      limiter.run(async () => {
        for await (const { version } of store.readStream(accountStream(organisationId), LAST_EVENT)) {
          versions.set(organisationId, BigInt(version));
        }
      });
    await Promise.all(organisations.map(readVersion));
    return versions;
  };

const LAST_EVENT = { direction: 'backwards', limit: 1 } as const;
const READS_AT_ONCE_MAX = 8;
