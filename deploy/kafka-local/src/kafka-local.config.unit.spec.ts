import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { PROJECT_DIR } from '@credit-ledger/standalone';
import { loadKafkaLocalConfig } from './kafka-local.config.js';

describe('the configuration of the local Kafka', () => {
  it('keeps it beside the data of npm start, on the usual port', () => {
    expect(loadKafkaLocalConfig({})).toEqual({ dir: join(PROJECT_DIR, '.data', 'kafka'), port: 9_092, java: 'java' });
    expect(loadKafkaLocalConfig({ DATA_DIR: '/data' }).dir).toBe('/data/kafka');
  });

  it('lets several clones share a folder', () => {
    expect(loadKafkaLocalConfig({ KAFKA_LOCAL_DIR: '/shared/kafka', DATA_DIR: '/data' }).dir).toBe('/shared/kafka');
  });

  it('takes the Java of JAVA_HOME', () => {
    expect(loadKafkaLocalConfig({ JAVA_HOME: '/opt/java' }).java).toBe('/opt/java/bin/java');
  });

  it.each(['80', '70000', 'x', '9092.5'])('refuses the port %s', (KAFKA_PORT) => {
    expect(() => loadKafkaLocalConfig({ KAFKA_PORT })).toThrow('KAFKA_PORT must be a whole number from 1024 to 65535');
  });
});
