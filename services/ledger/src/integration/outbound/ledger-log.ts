import { BEGINNING, type EventStore } from '@credit-ledger/event-sourcing';
import {
  joinOwnLog,
  Limiter,
  standInLog,
  type Messaging,
  type Sending,
  type SendingOf,
  type SourcePlace,
  type SqlSession,
} from '@credit-ledger/messaging';
import { accountStream } from '../../credit-account/account-stream.js';
import { loadCheckpoint } from '../../projections/checkpoint.js';
import { LEDGER_GROUP } from '../inbound/account-messages.consumer.js';
import { isUntold } from './untold-balances.js';

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
  await joinOwnLog(session, messaging, { name: LEDGER_GROUP, source, sendingOf: factSending(session, store) });
}

/**
 * No fact can tell of more than the store has. Told again are those of events that the reader of facts has not passed, and the balances that are left to
 * be told. A database that never told anything knows no better, though another one may have told all of it: then nothing counts as unsent.
 */
export const factSending =
  (session: SqlSession, store: Pick<EventStore, 'readStream'>): SendingOf =>
  async (places) => {
    const { position: toldTo } = await loadCheckpoint(session, 'account-facts');
    const untold = await isUntold(session, places);
    const limiter = new Limiter(READS_AT_ONCE_MAX);
    const sendings: Sending[] = places.map(() => 'unknown');
    const ask = ({ organisationId, sequence }: SourcePlace, index: number): Promise<void> =>
      limiter.run(async () => {
        const fromVersion = Number(sequence);
        for await (const { position } of store.readStream(accountStream(organisationId), { fromVersion, limit: 1 })) {
          const isTold = toldTo === BEGINNING || (position <= toldTo && untold[index] !== true);
          sendings[index] = isTold ? 'sent' : 'unsent';
        }
      });
    await Promise.all(places.map(ask));
    return sendings;
  };

const READS_AT_ONCE_MAX = 8;
