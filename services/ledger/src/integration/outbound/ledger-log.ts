import { BEGINNING, type EventStore } from '@credit-ledger/event-sourcing';
import type { OrganisationId } from '@credit-ledger/kernel';
import { Limiter, OwnLog, type Messaging, type SaidBefore, type SqlSession } from '@credit-ledger/messaging';
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
): Promise<OwnLog> {
  const remembersElsewhere = (await store.lastPosition()) !== BEGINNING;
  const saidBefore = saidByEvents(store);
  const log = new OwnLog(session, messaging, { name: LEDGER_GROUP, source, saidBefore, remembersElsewhere });
  await log.join();
  return log;
}

/** No fact can tell of more than the store has. */
export const saidByEvents =
  (store: Pick<EventStore, 'readStream'>): SaidBefore =>
  async (messages) => {
    const heads = new Map<OrganisationId, number>();
    const limiter = new Limiter(READS_AT_ONCE_MAX);
    const ask = (organisationId: OrganisationId): Promise<void> =>
      limiter.run(async () => {
        const stream = accountStream(organisationId);
        for await (const { version } of store.readStream(stream, { direction: 'backwards', limit: 1 })) {
          heads.set(organisationId, version);
        }
      });
    await Promise.all([...new Set(messages.map(({ organisationId }) => organisationId))].map(ask));
    return messages.map(({ organisationId, sequence }) => sequence <= BigInt(heads.get(organisationId) ?? 0));
  };

const READS_AT_ONCE_MAX = 8;
