import { connectEmbeddedLog } from '@credit-ledger/messaging-postgres';
import { UsageTopic } from '../../test/usage-topic.js';
import { usageTransportContract } from '../../test/usage-transport-contract.js';
import { LogTransport } from './log-transport.js';

usageTransportContract('the embedded log', async () => {
  const topic = await UsageTopic.onEmbeddedLog();
  return {
    connect: async () => new LogTransport(connectEmbeddedLog(topic.databaseUrl)),
    received: (organisationId) => topic.received(organisationId),
    interrupt: () => topic.interrupt(),
    restore: () => topic.restore(),
    close: () => topic.close(),
  };
});
