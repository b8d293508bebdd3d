import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connectKafka } from '../connect-kafka.js';
import { assertKafkaUrl } from './assert-kafka-url.js';
import { KafkaUrlError } from './kafka-url.js';

const [FIRST = '', SECOND = ''] = rootCertificates;

let directory: string;
beforeAll(() => void (directory = mkdtempSync(join(tmpdir(), 'kafka-url-'))));
afterAll(() => rmSync(directory, { recursive: true }));

/** A cluster whose brokers are trusted by the certificates in a file with this text. */
function urlTrusting(pem: string): string {
  const ca = join(directory, 'ca.pem');
  writeFileSync(ca, pem);
  return `kafka://ann:hunter2@a/?sasl=plain&tls=true&ca=${encodeURIComponent(ca)}`;
}

describe('what is checked of the URL of a Kafka cluster without connecting', () => {
  it.each([
    ['one certificate', FIRST],
    ['several, with words between them', `first\n${FIRST}\n# second\r\n${SECOND}\n`],
  ])('lets a file of trusted certificates pass with %s', (_, pem) => {
    assertKafkaUrl(urlTrusting(pem));
  });

  it('needs no file', () => {
    assertKafkaUrl('kafka://a/?tls=true');
  });

  it.each([
    ['is empty', '', 'holds no certificates'],
    ['is something else', 'hunter2', 'holds no certificates'],
    ['was cut off', FIRST.slice(0, FIRST.length / 2), 'holds no certificates'],
    ['has a certificate that is broken', FIRST + SECOND.replace('MII', '===='), 'holds no certificates'],
  ])('refuses a file of trusted certificates that %s, naming it and not the URL', (_, pem, message) => {
    const url = urlTrusting(pem);
    for (const use of [() => assertKafkaUrl(url), () => connectKafka(url)]) {
      expect(use).toThrow(KafkaUrlError);
      expect(use).toThrow(`ca=${join(directory, 'ca.pem')} ${message}`);
      expect(use).not.toThrow('hunter2');
    }
  });

  it('refuses one that is not there likewise', () => {
    const check = () => assertKafkaUrl('kafka://ann:hunter2@a/?sasl=plain&tls=true&ca=/nowhere/ca.pem');
    expect(check).toThrow('ca=/nowhere/ca.pem cannot be read (ENOENT)');
    expect(check).not.toThrow('hunter2');
  });
});
