import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { provisionTestDatabase } from '@credit-ledger/nest-platform';
import { createTestDatabase, testEngines } from '@credit-ledger/testing';
import { InstanceUser } from './instance-user.js';
import { newPlace, runStart, type Place, type StartedCommand } from './start-command.js';

// docs/runbooks/restore-from-backup.md, A2, played by an operator who forgets the new namespace at first.

let place: Place;
let backup: string;
const started: StartedCommand[] = [];
beforeAll(async () => {
  place = await newPlace();
  backup = `${place.dataDir}.backup`;
});
const stop = async (): Promise<void> => {
  for (const { process: child, exited } of started.splice(0)) {
    child.kill('SIGTERM');
    await exited;
  }
};
afterAll(async () => {
  await stop();
  await place.remove();
});

function start(messagingUrl = '', args: readonly string[] = [], eventStoreUrl = ''): StartedCommand {
  const command = runStart(place, args, { MESSAGING_URL: messagingUrl, EVENT_STORE_URL: eventStoreUrl });
  started.push(command);
  return command;
}

// PostgreSQL opens only what belongs to its own account.
const copy = (from: string, to: string) => promisify(execFile)('cp', ['-a', from, to]);

const user = new InstanceUser(() => place);
const registered = async (organisationId: string): Promise<void> => {
  await user.register(organisationId);
  await user.freeCreditsArrive(organisationId);
};

describe('an instance on Kafka whose data went back to a backup', () => {
  const { messagingUrl } = testEngines();
  const { messagingUrl: another } = testEngines();

  it('does not start on the log that remembers more, and goes on in a new one', async () => {
    await start(messagingUrl).ready();
    await registered('before');
    await stop();
    await copy(place.dataDir, backup);
    await start(messagingUrl).ready();
    await registered('forgotten');
    await stop();
    await rm(place.dataDir, { recursive: true });
    await copy(backup, place.dataDir);

    const refused = start(messagingUrl);
    expect((await refused.exited).code).toBe(1);
    expect(refused.output()).toMatch(/Cannot start: .* about forgotten .* never gave out/);
    // Neither has anybody else read what the data know nothing of.
    expect(refused.output()).not.toContain('starting billing');

    await start(another, ['--log-changed']).ready();
    expect(await user.balanceOf('before')).toBe(200);
    expect(await user.balanceOf('forgotten')).toBeUndefined();
    await registered('forgotten');
    await registered('after');
  });

  it('is not taken for one while its events are moved to another store', async () => {
    await stop();
    const database = await createTestDatabase();
    const { event_store: newStore } = await provisionTestDatabase(database.url);
    const notMoved = start(another, ['--store-changed'], newStore);
    expect((await notMoved.exited).code).toBe(1);
    expect(notMoved.output()).toMatch(/Cannot start: EVENT_STORE_URL names another event store .*move-store/);
    await start(another, ['--store-changed', '--only', 'billing,processing-metering,invoicing'], newStore).ready();
    await stop();
    await database.drop();
  });
});
