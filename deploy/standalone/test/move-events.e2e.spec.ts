import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { provisionTestDatabase } from '@credit-ledger/nest-platform';
import { createTestDatabase, type TestDatabase } from '@credit-ledger/testing';
import { InstanceUser } from './instance-user.js';
import { runBin, runOps, type Ended } from './run-ops.js';
import { newPlace, runStart, type Place, type StartedCommand } from './start-command.js';

// docs/runbooks/change-engines.md, "Another store below npm start", played by an operator who forgets each step once.

let place: Place;
let database: TestDatabase;
let oldUrl: string;
let newUrl: string;
// The embedded store's, as the runbook takes it: no password stands on a command line.
let password: { readonly PGPASSWORD: string };
const started: StartedCommand[] = [];

beforeAll(async () => {
  [place, database] = [await newPlace(), await createTestDatabase()];
  newUrl = (await provisionTestDatabase(database.url)).event_store;
  oldUrl = `postgres://event_store@127.0.0.1:${place.portBase + 5}/credits`;
});
const stop = async (): Promise<void> => {
  for (const { process: child, exited } of started.splice(0)) {
    child.kill('SIGTERM');
    await exited;
  }
};
afterEach(stop);
afterAll(async () => {
  await place.remove();
  await database.drop();
});

function start(args: readonly string[] = [], eventStoreUrl = ''): StartedCommand {
  const command = runStart(place, args, { EVENT_STORE_URL: eventStoreUrl });
  started.push(command);
  return command;
}
const CHANGED = '--store-changed';
const WITHOUT_LEDGER = [CHANGED, '--only', 'billing,processing-metering,invoicing'];

const ops = (...args: readonly string[]): Promise<Ended> => runOps(place, args, password);
const moveStore = (from = oldUrl): Promise<Ended> => ops('ledger', 'move-store', '--from', from);
const copy = (): Promise<Ended> => runBin('events-copy.mjs', ['--from', oldUrl, '--to', newUrl], password);
const digest = async (): Promise<string> => /Digest.*: (\w+)/.exec((await ops('verify')).output)?.[1] ?? 'none';

const user = new InstanceUser(() => place);

describe('moving the events of an instance of npm start', () => {
  let before: string;

  it('begins with a copy while everything runs, after which more events come', async () => {
    await start().ready();
    const { roles } = JSON.parse(await readFile(join(place.dataDir, 'secrets.json'), 'utf8')) as {
      roles: { event_store: string };
    };
    password = { PGPASSWORD: roles.event_store };
    await user.freeCreditsArrive('demo');
    expect(await copy()).toEqual({ code: 0, output: expect.stringContaining('are equal') });
    expect(await moveStore()).toEqual({ code: 1, output: expect.stringMatching(/--from and EVENT_STORE_URL name/) });
    await user.register('late');
    await user.freeCreditsArrive('late');
    before = await digest();
  });

  it('is not done by starting on the new store, and the way back stays open', async () => {
    const withoutMoving = start([CHANGED], newUrl);
    expect(await withoutMoving.exited).toEqual({ code: 1, signal: null });
    expect(withoutMoving.output()).toMatch(
      /EVENT_STORE_URL names another event store .*move-store.*change-engines\.md/,
    );
    await start().ready();
    expect(await digest()).toBe(before);
    expect(await moveStore(newUrl)).toEqual({ code: 1, output: expect.stringContaining('a ledger is connected') });
  });

  it('refuses what was left out on the way, with what to do, and moves what was copied', async () => {
    await start(WITHOUT_LEDGER, newUrl).ready();
    await user.register('meanwhile');
    expect(await moveStore(newUrl)).toEqual({ code: 1, output: expect.stringMatching(/name the same store/) });
    expect(await moveStore()).toEqual({ code: 1, output: expect.stringMatching(/DIFFER[^]*events:copy" again/) });
    expect(await copy()).toEqual({ code: 0, output: expect.stringContaining('are equal') });
    expect(await moveStore()).toEqual({ code: 0, output: expect.stringContaining('Start the ledger with') });
    expect(await moveStore()).toEqual({ code: 0, output: expect.stringContaining('already') });
  });

  it('ends with the same events, the same balances, and a ledger that goes on', async () => {
    await start([CHANGED], newUrl).ready();
    for (const organisation of ['demo', 'late', 'meanwhile']) await user.freeCreditsArrive(organisation);
    expect(await ops('rebuild', '--compare')).toEqual({ code: 0, output: expect.stringContaining('equal the replay') });
    await stop();
    await start([], newUrl).ready();
    expect(await user.balanceOf('demo')).toBe(200);
    await stop();
    const forgotten = start();
    expect(await forgotten.exited).toEqual({ code: 1, signal: null });
    expect(forgotten.output()).toMatch(/asks for the embedded store, where they are not. Set EVENT_STORE_URL to that/);
  });
});
