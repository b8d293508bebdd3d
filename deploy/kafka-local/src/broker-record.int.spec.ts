import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { claimRecord, isRunning, recordOf, replaceRecord, runningBroker } from './broker-record.js';

let dir: string;
let file: string;
let child: ChildProcess | undefined;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'credit-ledger-record-'));
  file = join(dir, 'broker.json');
});
afterEach(async () => {
  if (child !== undefined && child.exitCode === null && child.signalCode === null) {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  child = undefined;
  await rm(dir, { recursive: true, force: true });
});

/** A process that waits, with these words in its command line. */
async function processNamed(...words: string[]): Promise<number> {
  child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 60_000)', '--', ...words], { stdio: 'ignore' });
  await once(child, 'spawn');
  return child.pid as number;
}

describe('the record of a broker', () => {
  it('finds it while it runs, and no longer', async () => {
    const pid = await processNamed('kafka.Kafka');
    await replaceRecord(file, recordOf('broker', pid, 9_092));
    expect(await runningBroker(file)).toMatchObject({ pid, port: 9_092 });
    child?.kill('SIGKILL');
    await once(child as ChildProcess, 'exit');
    expect(await runningBroker(file)).toBeUndefined();
  });

  it('is not about a stranger who got its number', async () => {
    const pid = await processNamed('kafka.Kafka');
    const record = recordOf('broker', pid, 9_092);
    expect(isRunning(record)).toBe(true);
    expect(isRunning({ ...record, identity: `${record.identity}0` })).toBe(false);
  });

  it('is not about a process that began in the same moment of another day, and is no Kafka', async () => {
    expect(isRunning(recordOf('broker', await processNamed('somebody'), 9_092))).toBe(false);
  });

  it.each(['', '{', '{"pid":1}', 'null'])('says nothing when it was damaged: %j', async (text) => {
    await writeFile(file, text);
    expect(await runningBroker(file)).toBeUndefined();
    expect(await claimRecord(file, recordOf('start', process.pid, 9_092))).toBe(true);
  });

  it('is had by one of two starts', async () => {
    const mine = recordOf('start', process.pid, 9_092);
    expect(await claimRecord(file, mine)).toBe(true);
    expect(await claimRecord(file, mine)).toBe(false);
    expect(await readdir(dir)).toEqual(['broker.json']);
  });

  it('is taken over from a start that was killed', async () => {
    await replaceRecord(file, { ...recordOf('start', process.pid, 9_092), identity: 'of another one' });
    expect(await claimRecord(file, recordOf('start', process.pid, 9_093))).toBe(true);
    expect(await runningBroker(file)).toMatchObject({ port: 9_093 });
  });
});
