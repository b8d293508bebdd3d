import { randomBytes } from 'node:crypto';
import { testBrokerUrl } from './test-environment.config.js';

/**
 * Where the services on a test database meet: on the Kafka of this test run, in a namespace of that database's own, else in
 * the embedded log that `brokerLogin` opens. The same database gives the same answer, so that several processes meet.
 */
export function testMessagingUrl(brokerLogin: string): string {
  const broker = testBrokerUrl();
  return broker === undefined ? brokerLogin : inNamespace(broker, new URL(brokerLogin).pathname.slice(1));
}

/** Engines of its own for an instance that a spec starts, as `startInstance` takes them; empty for the embedded ones. */
export function testEngines(): { readonly messagingUrl?: string } {
  const broker = testBrokerUrl();
  return broker === undefined ? {} : { messagingUrl: inNamespace(broker, `test_${randomBytes(6).toString('hex')}`) };
}

const inNamespace = (url: string, database: string): string =>
  `${url}${url.includes('?') ? '&' : '?'}namespace=${database.replaceAll('_', '-')}`;
