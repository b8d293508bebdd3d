import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePortBase } from '@credit-ledger/postgres-server';
import { PROJECT_DIR } from '../src/standalone.config.js';
import { newPlace, type Place } from './start-command.js';

let place: Place;

beforeAll(async () => {
  place = await newPlace();
});
afterAll(() => place.remove());

async function runOps(args: readonly string[]): Promise<{ code: number | null; output: string }> {
  const portBase = String(await freePortBase(5));
  const child = spawn(process.execPath, [join(PROJECT_DIR, 'deploy/standalone/bin/ops.mjs'), ...args], {
    env: { DATA_DIR: place.dataDir, PORT_BASE: portBase },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output };
}

describe('npm run ops', () => {
  it('lists the services that have commands', async () => {
    expect(await runOps(['--help'])).toEqual({ code: 0, output: expect.stringContaining('ledger') });
  });

  it('names a service that has none', async () => {
    expect(await runOps(['ledgre', 'rebuild'])).toEqual({ code: 1, output: expect.stringContaining('"ledgre"') });
  });

  it('says that nothing runs on the data directory, instead of starting anything', async () => {
    expect(await runOps(['ledger', 'rebuild'])).toEqual({ code: 1, output: expect.stringContaining(place.dataDir) });
  });
});
