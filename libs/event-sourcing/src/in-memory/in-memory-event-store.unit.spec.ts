import type { AppendResult } from '../event-store.js';
import { eventStoreContract, type ConnectionLoss } from '../contract/event-store.contract.js';
import { InMemoryEventLog } from './in-memory-event-log.js';
import { ConnectionLostError, InMemoryEventStore, type InMemoryConnection } from './in-memory-event-store.js';

eventStoreContract('in memory', async () => {
  const log = new InMemoryEventLog();
  const { connection, loseConnection } = breakableConnection();
  const [store, another] = [new InMemoryEventStore(log, connection), new InMemoryEventStore(log)];
  return { store, another, loseConnection, close: () => store.close() };
});

function breakableConnection(): { connection: InMemoryConnection; loseConnection: (loss: ConnectionLoss) => void } {
  let planned: ConnectionLoss | undefined;
  let timesLeft = 0;
  const lose = async (): Promise<never> => {
    await planned?.meanwhile?.();
    throw new ConnectionLostError();
  };
  return {
    loseConnection: (loss) => {
      planned = loss;
      timesLeft = loss.times ?? 1;
    },
    connection: async (commit): Promise<AppendResult> => {
      const isLost = timesLeft-- > 0;
      if (isLost && planned?.moment === 'beforeCommit') return lose();
      const result = commit();
      return isLost ? lose() : result;
    },
  };
}
