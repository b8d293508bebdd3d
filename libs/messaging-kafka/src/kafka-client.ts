import kafkajs, { type ISocketFactory, type Kafka, type KafkaConfig, type SASLOptions } from 'kafkajs';
import type { Log } from '@credit-ledger/kernel';
import { kafkaLog } from './kafka-log.js';
import type { KafkaSettings } from './url/kafka-url.js';
import { trustedCertificates } from './url/trusted-certificates.js';

/** One client of the cluster; producer, consumers and admin of a process are made from it. */
export function createKafka(settings: KafkaSettings, logger: Log, socketFactory?: ISocketFactory): Kafka {
  const { brokers, tls, ca, login } = settings;
  const config: KafkaConfig = {
    clientId: 'credit-ledger',
    brokers: [...brokers],
    connectionTimeout: CONNECTION_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    retry: { initialRetryTime: 100, maxRetryTime: 5_000, retries: 8 },
    logLevel: kafkajs.logLevel.INFO,
    logCreator: kafkaLog(logger),
  };
  if (tls) config.ssl = ca === undefined ? true : { ca: [trustedCertificates(ca)] };
  if (login !== undefined) config.sasl = saslOf(login);
  if (socketFactory !== undefined) config.socketFactory = socketFactory;
  return new kafkajs.Kafka(config);
}

function saslOf({ mechanism, username, password }: NonNullable<KafkaSettings['login']>): SASLOptions {
  switch (mechanism) {
    case 'plain':
      return { mechanism, username, password };
    case 'scram-sha-256':
      return { mechanism, username, password };
    case 'scram-sha-512':
      return { mechanism, username, password };
  }
}

const CONNECTION_TIMEOUT_MS = 5_000;
const REQUEST_TIMEOUT_MS = 15_000;
