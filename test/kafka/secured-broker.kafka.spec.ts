import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Messaging } from '@credit-ledger/messaging';
import { connectKafka } from '@credit-ledger/messaging-kafka';
import { LOGIN, startSecuredBroker, type SecuredBroker } from './secured-broker.js';

describe('a broker that wants TLS and a login', () => {
  let broker: SecuredBroker;
  const opened: Messaging[] = [];
  beforeAll(async () => {
    broker = await startSecuredBroker();
  });
  afterAll(async () => {
    await Promise.all(opened.map((messaging) => messaging.close()));
    await broker.stop();
  });

  const connect = ({ password = LOGIN.password, query = `tls=true&ca=${broker.ca}&sasl=plain` } = {}): Messaging => {
    const login = [LOGIN.username, password].map(encodeURIComponent).join(':');
    const messaging = connectKafka(`kafka://${login}@${broker.address}/?${query}`);
    opened.push(messaging);
    return messaging;
  };
  const RECORD = { topic: 'secured.v1', key: 'org-1', headers: {}, value: Buffer.from('1') };

  it('serves whoever has the certificate that it is trusted by, and the password', async () => {
    const messaging = connect();
    await messaging.ensureTopics([RECORD.topic], 1);
    await messaging.publisher.publish([RECORD]);
  });

  it.each([
    ['another password', { password: 'guessed' }, /SASL PLAIN authentication failed/],
    ['no certificate to trust it by', { query: 'tls=true&sasl=plain' }, /self.signed certificate|unable to verify/],
  ])('turns away whoever has %s, with the reason and without the password', async (_, given, reason) => {
    const messaging = connect(given);
    const failure = await messaging.ensureTopics([RECORD.topic], 1).then(
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
