import { createServer, type Server } from 'node:net';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@credit-ledger/testing';
import { runOps } from './run-ops.js';
import { newPlace, runStart, type Place, type StartedCommand } from './start-command.js';

let place: Place;
const started: StartedCommand[] = [];

const start = (...parameters: Parameters<typeof runStart>): StartedCommand => {
  const command = runStart(...parameters);
  started.push(command);
  return command;
};

const ledgerUrl = () => `http://127.0.0.1:${place.portBase + 2}`;
const children = async (): Promise<{ name: string; pid: number }[]> => {
  const lock = JSON.parse(await readFile(join(place.dataDir, 'instance.lock'), 'utf8')) as {
    children: { name: string; pid: number }[];
  };
  return lock.children;
};
const pidOf = async (name: string) => (await children()).find((child) => child.name === name)?.pid ?? 0;
const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

beforeAll(async () => {
  place = await newPlace();
});
afterEach(async () => {
  for (const { process: child, exited } of started.splice(0)) {
    child.kill('SIGTERM');
    await exited;
  }
});
afterAll(() => place.remove());

describe('npm start', () => {
  it('brings up all four services with their API pages, and tokens that work', async () => {
    const command = start(place);
    await command.ready();
    for (const offset of [1, 2, 3, 4]) {
      const url = `http://127.0.0.1:${place.portBase + offset}`;
      expect(command.output()).toContain(`${url}/docs`);
      for (const path of ['/health/ready', '/docs', '/openapi.json']) {
        expect((await fetch(url + path)).status).toBe(200);
      }
    }
    for (const role of ['ADMIN', 'OPERATOR', 'STAFF', 'SERVICE']) {
      const token = new RegExp(`${role}=(\\S+)`).exec(command.output())?.[1] ?? '';
      const balance = () =>
        fetch(`${ledgerUrl()}/v1/organisations/demo/balance`, { headers: { authorization: `Bearer ${token}` } });
      // Its free credits travel from billing to the ledger first.
      await eventually(async () => expect(await (await balance()).json()).toMatchObject({ balance: 200 }));
    }
    const { output: acmeAdmin } = await runOps(place, ['token', 'admin', '--organisation', 'acme']);
    const asAcmeAdmin = { headers: { authorization: `Bearer ${acmeAdmin.trim()}` } };
    expect((await fetch(`${ledgerUrl()}/v1/organisations/acme/balance`, asAcmeAdmin)).status).toBe(404);
    expect((await fetch(`${ledgerUrl()}/v1/organisations/demo/balance`, asAcmeAdmin)).status).toBe(403);
    for (const secret of ['secrets.json', 'signing-key.json']) {
      expect((await stat(join(place.dataDir, secret))).mode & 0o777).toBe(0o600);
    }
  });

  it('stops everything on SIGTERM, services before PostgreSQL, and keeps the data', async () => {
    const command = start(place);
    await command.ready();
    const running = await children();
    expect(running.map(({ name }) => name).sort()).toEqual([
      'PostgreSQL',
      'billing',
      'invoicing',
      'ledger',
      'processing-metering',
    ]);
    command.process.kill('SIGTERM');
    expect(await command.exited).toEqual({ code: 0, signal: null });
    expect(running.filter(({ pid }) => isAlive(pid))).toEqual([]);
    const logs = await Promise.all(
      ['billing', 'ledger'].map((name) => readFile(join(place.dataDir, 'logs', `${name}.log`), 'utf8')),
    );
    for (const log of logs) expect(log.trimEnd().split('\n').at(-1)).toContain('"stopped"');
    expect(await readFile(join(place.dataDir, 'logs', 'postgresql.log'), 'utf8')).toMatch(
      /database system is shut down\s*$/,
    );
  });

  it('ends with an error that names the service when one dies', async () => {
    const command = start(place, ['--only', 'ledger,billing']);
    await command.ready();
    process.kill(await pidOf('ledger'), 'SIGKILL');
    expect(await command.exited).toEqual({ code: 1, signal: null });
    expect(command.output()).toContain('ledger ended by itself: killed by SIGKILL');
  });

  it('does not share its data directory, and says who has it', async () => {
    const first = start(place, ['--only', 'ledger']);
    await first.ready();
    const second = start({ ...place, portBase: place.portBase + 20 }, ['--only', 'ledger']);
    expect(await second.exited).toEqual({ code: 1, signal: null });
    expect(second.output()).toContain(`data directory ${place.dataDir} is in use`);
    expect(second.output()).toContain(`process ${first.process.pid}`);
    expect((await fetch(`${ledgerUrl()}/health/ready`)).status).toBe(200);
  });

  it('heals after having been killed: nothing of it keeps running, and the next start succeeds', async () => {
    const killed = start(place, ['--only', 'ledger']);
    await killed.ready();
    const left = await children();
    killed.process.kill('SIGKILL');
    await killed.exited;
    const next = start(place, ['--only', 'ledger']);
    await next.ready();
    expect(left.filter(({ pid }) => isAlive(pid))).toEqual([]);
  });

  it('is not fooled by a pid file whose number belongs to somebody else by now', async () => {
    await writeFile(join(place.dataDir, 'postgres', 'postmaster.pid'), `${process.pid}\n/elsewhere\n`);
    const command = start(place, ['--only', 'ledger']);
    await command.ready();
  });

  it('stops at once when it is asked to while it is starting', async () => {
    const command = start(place);
    await eventually(() => command.output().includes('starting billing'));
    command.process.kill('SIGTERM');
    expect(await command.exited).toEqual({ code: 0, signal: null });
    expect(command.output()).not.toContain('Ready after');
  });

  it('stops at once while it waits for a log that takes connections and answers nothing', async () => {
    const port = place.portBase + 9;
    const stranger = await listenOn(port);
    const command = start(place, ['--log-changed'], { MESSAGING_URL: `kafka://127.0.0.1:${port}` });
    await eventually(() => command.output().includes('looking at the end of the log'));
    command.process.kill('SIGTERM');
    expect(await command.exited).toEqual({ code: 0, signal: null });
    expect(command.output()).not.toContain('starting billing');
    await new Promise((resolve) => stranger.close(resolve));
  });

  it('names the port that somebody else listens on', async () => {
    const port = place.portBase + 2;
    const stranger = await listenOn(port);
    const command = start(place, ['--only', 'ledger']);
    expect(await command.exited).toEqual({ code: 1, signal: null });
    expect(command.output()).toContain(`port ${port} (ledger) in use`);
    await new Promise((resolve) => stranger.close(resolve));
  });

  it.each([
    ['a log that nobody knows', { MESSAGING_URL: 'rabbit://user:secret@broker' }, /MESSAGING_URL must be a URL/],
    [
      'a broker that does not answer',
      { MESSAGING_URL: 'kafka://u:secret@127.0.0.1:1' },
      /nobody answers at kafka:\/\/127/,
    ],
    [
      'a store that does not answer',
      { EVENT_STORE_URL: 'esdb://u:secret@127.0.0.1:1' },
      /nobody answers at kurrentdb:\/\//,
    ],
    ['a log that the data are not in', { MESSAGING_URL: 'postgres://u:secret@127.0.0.1:PG/x' }, /--log-changed/],
  ])('starts nothing with %s, and says why', async (_, env, reason) => {
    // The directory has been used by now; where a case needs somebody who listens, it is a stranger.
    const stranger = await listenOn(place.portBase + 9);
    const engines = Object.entries(env).map(([name, url]) => [name, url.replace('PG', String(place.portBase + 9))]);
    const command = start(place, [], Object.fromEntries(engines) as Record<string, string>);
    expect(await command.exited).toEqual({ code: 1, signal: null });
    expect(command.output()).toMatch(reason);
    expect(command.output()).not.toMatch(/secret|starting/);
    await new Promise((resolve) => stranger.close(resolve));
  });

  it.each(['soon', '80', '70000', '4000.5'])(
    'names the setting that makes no sense: ports from %s',
    async (portBase) => {
      const command = start(place, [], { PORT_BASE: portBase });
      expect(await command.exited).toEqual({ code: 1, signal: null });
      expect(command.output()).toContain('Cannot start: PORT_BASE must be a whole number from 1024 to 65530');
    },
  );

  it('stops in peace when one Ctrl-C comes twice, as it does in a terminal', async () => {
    const command = start(place, ['--only', 'ledger']);
    await command.ready();
    command.process.kill('SIGINT');
    command.process.kill('SIGTERM');
    expect(await command.exited).toEqual({ code: 0, signal: null });
    expect(command.output()).toContain('Stopped. Data are kept.');
  });

  it('does not open data of another version of PostgreSQL, and says which way out there is', async () => {
    await writeFile(join(place.dataDir, 'postgres', 'PG_VERSION'), '9\n');
    const command = start(place, ['--only', 'ledger']);
    expect(await command.exited).toEqual({ code: 1, signal: null });
    expect(command.output()).toMatch(/Cannot start: [\s\S]*another version of PostgreSQL[\s\S]*fresh DATA_DIR/);
  });
});

const listenOn = (port: number): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer().listen(port, '127.0.0.1', () => resolve(server));
  });
