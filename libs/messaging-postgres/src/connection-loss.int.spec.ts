import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MessagingHarness } from '@credit-ledger/messaging';
import { ConsumerOffsets, inTransaction, type IncomingRecord } from '@credit-ledger/messaging';
import { eventually } from '@credit-ledger/testing';
import { makeEmbeddedLogHarness } from '../test/embedded-log-harness.js';

describe('the embedded log, when its connections are cut', () => {
  let harness: MessagingHarness;

  beforeAll(async () => {
    harness = await makeEmbeddedLogHarness();
  });
  afterAll(() => harness.close());

  const cut = (): Promise<unknown> =>
    harness.consumerPool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name LIKE 'embedded log%'`,
    );

  it('connects again, loses nothing and keeps the order', async () => {
    const messaging = await harness.connect();
    await messaging.ensureTopics(['cut.v1'], 3);
    const offsets = new ConsumerOffsets(harness.consumerPool);
    const received: IncomingRecord[] = [];
    const running = await messaging.consumer.run({
      group: 'cut',
      topics: ['cut.v1'],
      batchSizeMax: 50,
      offsets,
      async handle(batch) {
        await inTransaction(harness.consumerPool, (session) => offsets.advance(session, batch));
        received.push(...batch.records);
      },
    });
    for (let n = 0; n < 100; n++) {
      if (n % 20 === 10) await cut();
      // An answer may get lost with its connection, and then the record is published twice, as a relay would.
      await eventually(() =>
        messaging.publisher.publish([
          { topic: 'cut.v1', key: `org-${n % 5}`, headers: {}, value: Buffer.from(`${n}`) },
        ]),
      );
    }
    await cut();
    const firstSeen = (): readonly number[] => [
      ...new Set(received.map(({ value }) => Number(Buffer.from(value).toString()))),
    ];
    await eventually(() => firstSeen().length === 100);
    await running.stop();
    for (let key = 0; key < 5; key++) {
      const ofKey = firstSeen().filter((n) => n % 5 === key);
      expect(ofKey).toEqual([...ofKey].sort((a, b) => a - b));
    }
  });
});
