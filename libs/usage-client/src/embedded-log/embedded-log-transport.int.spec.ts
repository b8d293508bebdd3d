import { UsageTopic } from '../../test/usage-topic.js';
import { usageTransportContract } from '../../test/usage-transport-contract.js';
import { EmbeddedLogTransport } from './embedded-log-transport.js';

usageTransportContract('the embedded log', async () => {
  const topic = await UsageTopic.create();
  return {
    connect: async () => EmbeddedLogTransport.connect(topic.url),
    received: (organisationId) => topic.received(organisationId),
    interrupt: () => topic.interrupt(),
    restore: () => topic.restore(),
    close: () => topic.close(),
  };
});
