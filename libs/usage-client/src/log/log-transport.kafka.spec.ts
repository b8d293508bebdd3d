import { connectKafka } from '@credit-ledger/messaging-kafka';
import { testMessagingUrl } from '@credit-ledger/testing';
import { CuttableConnections } from '../../test/cuttable-connections.js';
import { UsageTopic } from '../../test/usage-topic.js';
import { usageTransportContract } from '../../test/usage-transport-contract.js';
import { LogTransport } from './log-transport.js';

// Nobody waits longer for a broker that is away; it is long for one that is there.
const publishDeadlineMs = 5_000;

usageTransportContract('Kafka', async () => {
  const topic = await UsageTopic.on(({ url }) => connectKafka(testMessagingUrl(url)));
  const { socketFactory, ...connections } = new CuttableConnections();
  return {
    connect: async () =>
      new LogTransport(connectKafka(testMessagingUrl(topic.databaseUrl), { socketFactory, publishDeadlineMs })),
    received: (organisationId) => topic.received(organisationId),
    interrupt: async () => connections.cut(),
    restore: async () => connections.restore(),
    close: () => topic.close(),
  };
});
