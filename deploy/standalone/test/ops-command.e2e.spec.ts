import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runOps } from './run-ops.js';
import { newPlace, type Place } from './start-command.js';

let place: Place;

beforeAll(async () => {
  place = await newPlace();
});
afterAll(() => place.remove());

describe('npm run ops', () => {
  it('lists the services that have commands', async () => {
    expect(await runOps(place, ['--help'])).toEqual({ code: 0, output: expect.stringContaining('ledger') });
  });

  it.each(['projections', 'rebuild'])('needs no service for %s, which only one has', async (command) => {
    const nothingRuns = { code: 1, output: expect.stringContaining(`No instance runs on ${place.dataDir}`) };
    expect(await runOps(place, [command])).toEqual(nothingRuns);
    expect(await runOps(place, ['ledger', command])).toEqual(nothingRuns);
  });

  it('names a service that has none', async () => {
    expect(await runOps(place, ['ledgre', 'rebuild'])).toEqual({
      code: 1,
      output: expect.stringContaining('"ledgre"'),
    });
  });

  it.each([
    ['a command of a service', ['ledger', 'rebuild']],
    ['a token', ['token', 'admin']],
  ])('says that nothing runs on the data directory, instead of starting anything, for %s', async (_, args) => {
    expect(await runOps(place, args)).toEqual({ code: 1, output: expect.stringContaining(place.dataDir) });
  });

  it.each([
    ['a role that there is not', ['token', 'owner'], 'admin, operator, staff, service'],
    ['an organisation that there cannot be', ['token', 'admin', '--organisation', 'a b'], 'organisationId'],
  ])('prints no token for %s', async (_, args, output) => {
    expect(await runOps(place, args)).toEqual({ code: 1, output: expect.stringContaining(output) });
  });
});
