import { ALL_TOPICS } from '@credit-ledger/messaging';
import { connectMessaging, createLogger } from '@credit-ledger/nest-platform';

// Nothing is consumed here, so no lease is ever taken; adapters want the figure.
const LEASE_MS = 10_000;

/**
 * Creates the topics of the system that do not exist yet, with the replication that the URL asks for.
 * @throws TopicMismatchError when one exists with another number of partitions: it is never changed.
 */
export async function createTopics(messagingUrl: string): Promise<readonly string[]> {
  const messaging = await connectMessaging(messagingUrl, { logger: createLogger('topics', 'warn'), leaseMs: LEASE_MS });
  try {
    await messaging.ensureTopics(ALL_TOPICS);
  } finally {
    await messaging.close();
  }
  return ALL_TOPICS;
}
