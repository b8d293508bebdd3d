import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createDataDirectory, dataDirectory, type DataDirectory } from './data-directory.js';
import { checkEngines, recordEngines, recordLog } from './engine-record.js';
import type { Engines } from './engines.js';

const KAFKA = { messagingUrl: 'kafka://user:secret@broker:9092' };
const KURRENTDB = { eventStoreUrl: 'kurrentdb://db:2113?tls=false' };

let parent: string;
let directory: DataDirectory;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'credit-ledger-engines-'));
  directory = dataDirectory(join(parent, 'data'));
  await createDataDirectory(directory);
});
afterEach(() => rm(parent, { recursive: true, force: true }));

/** Data of an instance that came up on these engines. */
async function make(engines: Engines): Promise<void> {
  await checkEngines(directory, engines);
  await recordLog(directory, engines);
  await recordEngines(directory, engines);
}

describe('data', () => {
  it('belong to no engine before one was found to go with them, and then to that', async () => {
    await checkEngines(directory, KAFKA);
    // PostgreSQL was begun, and the log refused: somebody takes another one.
    await mkdir(directory.databaseDir);
    await checkEngines(directory, { messagingUrl: 'kafka://other' });
    await recordLog(directory, KURRENTDB);
    await expect(checkEngines(directory, KAFKA)).rejects.toThrow('--log-changed');
    await checkEngines(directory, {});
    await recordEngines(directory, KURRENTDB);
    await expect(checkEngines(directory, {})).rejects.toThrow('--store-changed');
    await checkEngines(directory, KURRENTDB);
  });

  it('may be used again with the engines that they were made with, whatever the credentials are by now', async () => {
    await make({ ...KAFKA, ...KURRENTDB });
    await checkEngines(directory, { messagingUrl: 'kafka://other:word@broker:9092', ...KURRENTDB });
    expect(await readFile(directory.enginesFile, 'utf8')).not.toMatch(/secret|word/);
  });

  it.each([
    ['Kafka for the embedded log', {}, KAFKA, /are in the embedded log, and MESSAGING_URL asks for kafka:.*Unset/],
    [
      'the embedded log for Kafka',
      KAFKA,
      {},
      /are in kafka:.*asks for the embedded log.*Set MESSAGING_URL to that one/,
    ],
    ['another cluster', KAFKA, { messagingUrl: 'kafka://other' }, /are in kafka:\/\/broker:9092.*kafka:\/\/other/],
    [
      'another namespace of the cluster',
      KAFKA,
      { messagingUrl: `${KAFKA.messagingUrl}?namespace=x` },
      /asks for kafka:\/\/broker:9092\?namespace=x/,
    ],
    ['another store', {}, KURRENTDB, /events of .* are in the embedded store.*npm run events:copy/],
  ])('are not opened with %s: that is said with the ways out', async (_, before, now, message) => {
    await make(before);
    const refused = checkEngines(directory, now);
    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.toThrow(/fresh DATA_DIR.*change-engines\.md.*--(log|store)-changed/);
    await expect(refused).rejects.toThrow(/^((?!secret).)*$/);
    // A refusal changes nothing.
    await checkEngines(directory, before);
  });

  it('belong to other engines once somebody says that they were moved', async () => {
    await make({});
    await checkEngines(directory, KAFKA, { log: true });
    await recordLog(directory, KAFKA);
    await checkEngines(directory, KAFKA);
    await expect(checkEngines(directory, {})).rejects.toThrow('kafka://broker:9092');
  });

  it('stay in the log that they were in until another was found to go with them', async () => {
    await make(KURRENTDB);
    await checkEngines(directory, { ...KAFKA, ...KURRENTDB }, { log: true });
    // It is refused, and tried again.
    await checkEngines(directory, KURRENTDB);
    await checkEngines(directory, { ...KAFKA, ...KURRENTDB }, { log: true });
    await recordLog(directory, { ...KAFKA, ...KURRENTDB });
    await checkEngines(directory, { ...KAFKA, ...KURRENTDB });
    // Of the store that is no reason to believe anything else.
    await expect(checkEngines(directory, KAFKA)).rejects.toThrow('--store-changed');
  });

  it('are not moved to another log by whoever moves them to another store, or the other way round', async () => {
    await make(KAFKA);
    await expect(checkEngines(directory, KURRENTDB, { store: true })).rejects.toThrow('--log-changed');
    await expect(checkEngines(directory, { ...KAFKA, ...KURRENTDB }, { log: true })).rejects.toThrow('--store-changed');
    await checkEngines(directory, KAFKA);
  });

  it('stay in the store that they were in until the ledger has come up on another', async () => {
    await make({});
    await checkEngines(directory, KURRENTDB, { store: true });
    // The way back, as if nothing had been tried, and the way on.
    await checkEngines(directory, {});
    await checkEngines(directory, KURRENTDB, { store: true });
    await recordEngines(directory, KURRENTDB);
    await checkEngines(directory, KURRENTDB);
    await expect(checkEngines(directory, {})).rejects.toThrow('kurrentdb://db:2113');
  });

  it('that are older than the record are in their own PostgreSQL', async () => {
    await mkdir(directory.databaseDir);
    await expect(checkEngines(directory, KAFKA)).rejects.toThrow('the embedded log');
    await checkEngines(directory, {});
  });

  it('whose record is damaged are not opened', async () => {
    await writeFile(directory.enginesFile, '{');
    await expect(checkEngines(directory, {})).rejects.toThrow('does not say which engines');
  });
});
