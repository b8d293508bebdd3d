import { spawn, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BEGINNING, type StoredEvent } from '@credit-ledger/event-sourcing';
import { eventually, poolOn } from '@credit-ledger/testing';
import { createEventStore, createTargetStore, type TestEventStore } from './event-stores.js';
import { writeEvents } from './written-events.js';

const COMMAND = join(dirname(fileURLToPath(import.meta.url)), '../dist/copy-events.js');
// Three pages, the last one short.
const EVENTS = 2_300;

let source: TestEventStore;
beforeAll(async () => {
  source = await createEventStore();
  const orders = Array.from({ length: EVENTS / 4 }, () => 'abac').join('');
  await writeEvents(source.store, orders);
});
afterAll(() => source.close());

type Ended = {
  readonly code: number | null;
  readonly signal: string | null;
  readonly out: string;
  readonly err: string;
};

function run(from: string, to: string, failpoints = '', whenFrozen?: (child: ChildProcess) => void): Promise<Ended> {
  const child = spawn(process.execPath, [COMMAND, '--from', from, '--to', to], { env: { FAILPOINTS: failpoints } });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('close', (code, signal) => resolve({ code, signal, out, err }));
    if (whenFrozen !== undefined) frozen(child).then(() => whenFrozen(child), reject);
  });
}

/** Resolves when a failpoint has stopped the process. @throws Error when none does. */
async function frozen({ pid }: ChildProcess): Promise<void> {
  const isStopped = async () => /^State:\s+T/m.test(await readFile(`/proc/${pid}/status`, 'utf8'));
  await eventually(isStopped, { withinMs: 60_000 });
}

const all = ({ store }: TestEventStore): Promise<readonly StoredEvent[]> => store.readAll(BEGINNING, 10_000);

const byAccount = (events: readonly StoredEvent[]): unknown[] =>
  events
    .map(({ position: _, ...event }) => event)
    .sort((a, b) => (a.streamId === b.streamId ? a.version - b.version : a.streamId < b.streamId ? -1 : 1));

describe('npm run events:copy', () => {
  it('goes on after a SIGKILL, and ends with two equal stores', async () => {
    const target = await createTargetStore();
    const killed = await run(source.url, target.url, 'events-copy.stored=kill@3');
    expect(killed.signal).toBe('SIGKILL');
    const before = (await all(target)).length;
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(EVENTS);

    const { code, out } = await run(source.url, target.url);
    expect(code).toBe(0);
    expect(out).toContain(`${EVENTS - before} events copied, after ${before} that were there already.`);
    expect(out).toMatch(/events +2300 +2300\naccounts +3 +3\nbroken +0 +0\ndigest +([0-9a-f]{64}) +\1\n/);
    expect(byAccount(await all(target))).toEqual(byAccount(await all(source)));
    await target.close();
  });

  it('stops at Ctrl-C, says so, and goes on when it is run again', async () => {
    const target = await createTargetStore();
    // Frozen after the first append, so that the signal is there before the second page.
    const interrupted = await run(source.url, target.url, 'events-copy.stored=stop', (child) => {
      child.kill('SIGINT');
      child.kill('SIGCONT');
    });
    expect(interrupted).toMatchObject({ code: 130, signal: null, out: '' });
    expect(interrupted.err).toContain('the same command goes on from there');
    expect(await run(source.url, target.url)).toMatchObject({ code: 0 });
    await target.close();
  });

  it('reports an event of the source that was changed, by its account and version', async () => {
    const [tampered, target] = [await createEventStore(), await createTargetStore()];
    await writeEvents(tampered.store, 'abab');
    const owner = poolOn(tampered.adminUrl, 1);
    await owner.query('alter table event_store.events disable trigger all');
    await owner.query(`update event_store.events set data = '{}' where stream_id like '%b' and stream_version = 2`);
    await owner.end();
    const { code, err } = await run(tampered.url, target.url);
    expect(code).toBe(1);
    expect(err).toContain('the source is broken at version 2 of creditAccount-b');
    expect(await all(target)).toEqual([]);
    await Promise.all([tampered.close(), target.close()]);
  });

  it('refuses a store that is given twice', async () => {
    const { code, out, err } = await run(source.url, source.url);
    expect([code, out, err]).toEqual([1, '', expect.stringContaining('one and the same store')]);
  });

  it('refuses a target with other events', async () => {
    const target = await createTargetStore();
    await writeEvents(target.store, 'b', () => '{"other":"event"}');
    const { code, err } = await run(source.url, target.url);
    expect([code, err]).toEqual([1, expect.stringContaining('the target has other events')]);
    await target.close();
  });

  it.each([
    ['--from', 'mysql://root:hunter2@127.0.0.1/x', 'postgres://a:hunter2@127.0.0.1:1/x'],
    ['--to', 'postgres://a:hunter2@127.0.0.1:1/x', 'mysql://root:hunter2@127.0.0.1/x'],
  ])('names %s where no adapter serves it, and repeats no password', async (option, from, to) => {
    const { code, out, err } = await run(from, to);
    expect(code).toBe(1);
    expect(err).toContain(`${option}: must begin with postgres`);
    expect(out + err).not.toContain('hunter2');
  });

  const NOBODY = 'postgres://a:hunter2@127.0.0.1:1/x';
  const withPassword = (url: string, password: string): string => {
    const changed = new URL(url);
    changed.password = password;
    return changed.href;
  };

  it.each([
    ['--to', 'cannot be reached', () => [source.url, NOBODY], /ECONNREFUSED 127\.0\.0\.1:1\b/],
    ['--from', 'cannot be reached', () => [NOBODY, source.url], /ECONNREFUSED 127\.0\.0\.1:1\b/],
    [
      '--from',
      'refuses the password',
      () => [withPassword(adminUrl(), 'hunter2'), source.url],
      /password authentication failed for user/,
    ],
  ])('names %s whose store %s, says why, and repeats no password', async (option, _, urls, reason) => {
    const [from = '', to = ''] = urls();
    const { code, out, err } = await run(from, to);
    expect(code).toBe(1);
    expect(err).toMatch(new RegExp(`error: ${option}: .*${reason.source}`));
    expect(out + err).not.toContain('hunter2');
  });

  // The source may be no PostgreSQL; what is beside it is.
  const adminUrl = (): string => source.adminUrl;
});
