import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ConsumerOffsets, inTransaction, messagingTablesSql, type Messaging } from '@credit-ledger/messaging';
import { connectKafka } from '@credit-ledger/messaging-kafka';
import { createTestDatabase, eventually, poolOn, type TestDatabase } from '@credit-ledger/testing';
import type pg from 'pg';
import { LOGIN, startSecuredBroker, type SecuredBroker } from './secured-broker.js';

describe('a broker that wants TLS and a login', () => {
  let broker: SecuredBroker;
  let database: TestDatabase;
  let pool: pg.Pool;
  const opened: Messaging[] = [];
  beforeAll(async () => {
    broker = await startSecuredBroker();
    database = await createTestDatabase();
    pool = poolOn(database.url, 2);
    await pool.query(messagingTablesSql);
  });
  afterAll(async () => {
    await Promise.all(opened.map((messaging) => messaging.close()));
    await broker.stop();
    await pool.end();
    await database.drop();
  });

  const trusting = (sasl: string): string => `tls=true&ca=${broker.ca}&sasl=${sasl}`;
  const connect = ({ password = LOGIN.password, query = trusting('plain') } = {}): Messaging => {
    const login = [LOGIN.username, password].map(encodeURIComponent).join(':');
    const messaging = connectKafka(`kafka://${login}@${broker.address}/?${query}`);
    opened.push(messaging);
    return messaging;
  };
  const TOPIC = 'secured.v1';

  it.each(['plain', 'scram-sha-256', 'scram-sha-512'])(
    'serves whoever has the certificate that it is trusted by, and the password, by %s',
    async (sasl) => {
      const messaging = connect({ query: trusting(sasl) });
      await messaging.ensureTopics([TOPIC], 1);
      const received: string[] = [];
      const offsets = new ConsumerOffsets(pool);
      const running = await messaging.consumer.run({
        group: sasl,
        topics: [TOPIC],
        batchSizeMax: 10,
        offsets,
        async handle(batch) {
          await inTransaction(pool, (session) => offsets.advance(session, batch));
          received.push(...batch.records.map(({ value }) => Buffer.from(value).toString()));
        },
      });
      await messaging.publisher.publish([{ topic: TOPIC, key: 'org-1', headers: {}, value: Buffer.from(sasl) }]);
      await eventually(() => expect(received).toContain(sasl), { withinMs: 30_000 });
      await running.stop();
    },
  );

  it.each([
    ['another password', { password: 'guessed' }, /SASL PLAIN authentication failed/],
    ['no certificate to trust it by', { query: 'tls=true&sasl=plain' }, /self.signed certificate|unable to verify/],
  ])('turns away whoever has %s, with the reason and without the password', async (_, given, reason) => {
    const messaging = connect(given);
    const failure = await messaging.ensureTopics([TOPIC], 1).then(
      () => undefined,
      (error: unknown) => error,
    );
    const said = textOf(failure);
    expect(said).toMatch(`cannot use Kafka at ${broker.address}`);
    expect(said).toMatch(reason);
    expect(said).not.toContain(LOGIN.password);
    expect(said).not.toContain('guessed');
  });
});

/** Of an error and all that caused it. */
const textOf = (error: unknown): string => (error instanceof Error ? `${error.message}\n${textOf(error.cause)}` : '');
