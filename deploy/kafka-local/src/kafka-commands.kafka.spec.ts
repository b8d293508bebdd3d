import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePortBase } from '@credit-ledger/postgres-server';
import { PROJECT_DIR } from '@credit-ledger/standalone';
import { answersMetadata } from './answers-metadata.js';
import { brokerJars } from './broker-jars.js';
import { loadKafkaLocalConfig } from './kafka-local.config.js';

type Ended = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

let dir: string;
let port: number;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'credit-ledger-kafka-commands-'));
  port = (await freePortBase(1)) + 1;
  const { dir: jarsDir } = loadKafkaLocalConfig();
  await brokerJars({ dir: jarsDir, log: () => undefined });
  await symlink(join(jarsDir, 'lib'), join(dir, 'lib'));
});
afterAll(async () => {
  await run('stop');
  await rm(dir, { recursive: true, force: true });
});

/** `npm run kafka:start` and `kafka:stop`, as npm runs them, in a folder of their own. */
async function run(command: 'start' | 'stop', env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const script = join(PROJECT_DIR, `deploy/kafka-local/bin/${command}.mjs`);
  const variables = Object.entries({ KAFKA_LOCAL_DIR: dir, KAFKA_PORT: String(port), ...env });
  const child = spawn('env', [...variables.map(([name, value]) => `${name}=${value}`), process.execPath, script], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, stdout, stderr };
}

const pidOfBroker = async (): Promise<number> => {
  const record = JSON.parse(await readFile(join(dir, 'broker.json'), 'utf8')) as { pid: number };
  return record.pid;
};
const exported = (): string => `export MESSAGING_URL=kafka://127.0.0.1:${port}\n`;

describe('npm run kafka:start', () => {
  it('returns when the broker answers, and prints the line for the shell and nothing else on standard output', async () => {
    const started = await run('start');
    expect(started).toEqual({ code: 0, stdout: exported(), stderr: expect.stringContaining('Kafka runs on') });
    expect(await answersMetadata(port)).toBe(true);
  });

  it('starts no second one', async () => {
    const pid = await pidOfBroker();
    const again = await run('start');
    expect(again).toEqual({ code: 0, stdout: exported(), stderr: expect.stringContaining(`process ${pid}`) });
    expect(await pidOfBroker()).toBe(pid);
  });

  it('starts again on its storage after its broker was killed', async () => {
    process.kill(await pidOfBroker(), 'SIGKILL');
    const started = await run('start');
    expect(started).toMatchObject({ code: 0, stdout: exported() });
    expect(started.stderr).not.toContain('formatting');
  });

  it('is undone by npm run kafka:stop, which may be said twice', async () => {
    expect(await run('stop')).toMatchObject({ code: 0, stderr: expect.stringContaining('Stopped. Data are kept.') });
    expect(await answersMetadata(port)).toBe(false);
    expect(await run('stop')).toMatchObject({ code: 0, stderr: expect.stringContaining('Kafka does not run.') });
  });

  it('names the port that somebody else listens on', async () => {
    const stranger = await listenOn(port);
    const refused = await run('start');
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(new RegExp(`port ${port} is in use[^]*KAFKA_PORT`));
    await new Promise((resolve) => stranger.close(resolve));
  });

  it('names the ways out where there is no Java', async () => {
    const refused = await run('start', { JAVA_HOME: dir });
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(/JAVA_HOME[^]*docker compose[^]*MESSAGING_URL=kafka:/);
  });
});

const listenOn = (taken: number): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer().listen(taken, '127.0.0.1', () => resolve(server));
  });
