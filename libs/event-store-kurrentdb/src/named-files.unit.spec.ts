import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LOCALHOST } from '../test/localhost-certificate.js';
import { ConnectionUrlError } from './connection-url.error.js';
import { assertConnectionUrl } from './connection-url.js';

let directory: string;
beforeAll(() => void (directory = mkdtempSync(join(tmpdir(), 'kurrentdb-url-'))));
afterAll(() => rmSync(directory, { recursive: true }));

function fileOf(text: string): string {
  const file = join(directory, 'one of them.pem');
  writeFileSync(file, text);
  return encodeURIComponent(file);
}
const urlWith = (parameters: string): string => `kurrentdb://ann:hunter2@one?${parameters}`;

describe('the files that the URL of a KurrentDB names', () => {
  it('are found by names that are percent-encoded, and hold what they should', () => {
    assertConnectionUrl(urlWith(`tlsCAFile=${fileOf(LOCALHOST.certificate)}`));
    const both = fileOf(`${LOCALHOST.certificate}${LOCALHOST.key}`);
    assertConnectionUrl(urlWith(`userCertFile=${both}&userKeyFile=${both}`));
  });

  it.each([
    ['is not there', () => 'tlsCAFile=/nowhere.pem', 'tlsCAFile names cannot be read (ENOENT): /nowhere.pem'],
    ['is not there without TLS either', () => 'tls=false&tlscafile=/nowhere.pem', 'tlsCAFile names cannot be read'],
    ['is a folder', () => 'tlsCAFile=/tmp', 'tlsCAFile names cannot be read (EISDIR)'],
    ['holds no certificate', () => `tlsCAFile=${fileOf('hunter2')}`, 'tlsCAFile names holds no certificate in PEM'],
    ['holds a key instead', () => `tlsCAFile=${fileOf(LOCALHOST.key)}`, 'tlsCAFile names holds no certificate'],
    [
      'holds a broken certificate',
      () => `tlsCAFile=${fileOf(LOCALHOST.certificate.replace('MIIB', '===='))}`,
      'tlsCAFile names holds no certificate',
    ],
    [
      'holds no private key',
      () => `userCertFile=${fileOf(LOCALHOST.certificate)}&userKeyFile=${fileOf(LOCALHOST.certificate)}`,
      'userKeyFile names holds no private key',
    ],
  ])('are refused when one %s, in words that hold no secret', (_, parameters, problem) => {
    const url = urlWith(parameters());
    const check = () => assertConnectionUrl(url);
    expect(check).toThrow(ConnectionUrlError);
    expect(check).toThrow(problem);
    expect(check).not.toThrow('hunter2');
  });
});
