import { readdir, readFile, rename, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { numberedReport, spooled } from '../../test/sample-report.js';
import { SpoolDirectories } from '../../test/spool-directories.js';
import { Spool, type SpoolOptions } from './spool.js';
import { SpoolDirectory } from './spool-directory.js';
import { SpoolDamagedError, SpoolFullError, SpoolInUseError, SpoolWriteError } from './spool-errors.js';

const directories = new SpoolDirectories();
afterEach(() => directories.remove());

const MIB = 1_024 * 1_024;
const BATCH = { reportsMax: 1_000, bytesMax: MIB };
const report = (n: number) => spooled(numberedReport(n));
const range = (count: number, from = 0) => Array.from({ length: count }, (_, n) => from + n);

async function openSpool(path: string, change: Partial<SpoolOptions> = {}) {
  const faults: unknown[] = [];
  const groups: number[] = [];
  const spool = await Spool.open(await SpoolDirectory.open(path, 0), {
    bytesMax: 64 * MIB,
    whenFull: 'reject',
    onAppended: ({ reports }) => groups.push(reports),
    onFault: (error) => faults.push(error),
    ...change,
  });
  return { spool, faults, groups };
}

const append = (spool: Spool, numbers: readonly number[]) => Promise.all(numbers.map((n) => spool.append(report(n))));

/** Takes everything out, `limits` at a time. */
async function drain(spool: Spool, limits = BATCH): Promise<string[]> {
  const ids: string[] = [];
  for (let batch = await spool.next(limits); batch !== undefined; batch = await spool.next(limits)) {
    ids.push(...batch.reports.map(({ id }) => id));
    await spool.acknowledge(batch);
  }
  return ids;
}

const idsOf = (numbers: readonly number[]) => numbers.map((n) => report(n).id);

describe('a spool', () => {
  it('gives out what was appended, in order, until it is acknowledged', async () => {
    const { spool } = await openSpool(await directories.make());
    await append(spool, range(10));
    const first = await spool.next({ ...BATCH, reportsMax: 4 });
    expect(first?.reports).toEqual(range(4).map(report));
    expect((await spool.next({ ...BATCH, reportsMax: 4 }))?.reports).toEqual(first?.reports);
    expect(await drain(spool, { ...BATCH, reportsMax: 3 })).toEqual(idsOf(range(10)));
    expect([spool.unsentBytes, spool.unsentReports]).toEqual([0, 0]);
    await spool.close();
  });

  it('forces to disk together what is reported together', async () => {
    const { spool, groups } = await openSpool(await directories.make());
    await append(spool, range(500));
    expect(groups).toEqual([500]);
    await spool.close();
  });

  it('keeps a batch within its bytes, but gives out one report at least', async () => {
    const { spool } = await openSpool(await directories.make());
    await append(spool, range(10));
    expect((await spool.next({ reportsMax: 1_000, bytesMax: 1_000 }))?.reports.length).toBeLessThan(5);
    expect((await spool.next({ reportsMax: 1_000, bytesMax: 1 }))?.reports).toHaveLength(1);
    await spool.close();
  });

  it('brings back what was not acknowledged, once, to whoever opens it next', async () => {
    const path = await directories.make();
    for (const round of range(3)) {
      const { spool } = await openSpool(path);
      await append(spool, range(5, round * 5));
      await spool.close();
    }
    const { spool } = await openSpool(path);
    expect(spool.unsentReports).toBe(15);
    expect(await drain(spool)).toEqual(idsOf(range(15)));
    await spool.close();
    expect(await readdir(path)).toEqual([]);
  });

  it('goes on in further files, and removes each when it is read', async () => {
    const path = await directories.make();
    const { spool } = await openSpool(path);
    const large = (n: number) =>
      spooled({ ...numberedReport(n), failedPhotoIds: range(1_000).map((id) => `failed-${id}`.padEnd(128, '-')) });
    await Promise.all(range(110).map((n) => spool.append(large(n))));
    expect((await readdir(path)).length).toBeGreaterThan(2);
    const ids = await drain(spool);
    expect(ids).toEqual(range(110).map((n) => large(n).id));
    expect(await readdir(path)).toHaveLength(1);
    await spool.close();
    expect(await readdir(path)).toEqual([]);
  });

  it('refuses more than its limit, and takes more when there is room again', async () => {
    const { spool } = await openSpool(await directories.make(), { bytesMax: 1_000 });
    const outcomes = await Promise.allSettled(range(10).map((n) => spool.append(report(n))));
    const kept = outcomes.filter(({ status }) => status === 'fulfilled').length;
    expect(kept).toBeGreaterThan(1);
    expect(outcomes.slice(kept)).toEqual(
      range(10 - kept).map(() => ({ status: 'rejected', reason: expect.any(SpoolFullError) })),
    );
    expect(await drain(spool)).toEqual(idsOf(range(kept)));
    await spool.append(report(20));
    await spool.close();
  });

  it('lets callers wait for room when it is to wait', async () => {
    const { spool } = await openSpool(await directories.make(), { bytesMax: 1_000, whenFull: 'wait' });
    let kept = 0;
    const all = Promise.all(range(20).map((n) => spool.append(report(n)).then(() => (kept += 1))));
    await drainUntil(spool, () => kept === 20);
    await all;
    await spool.close();
  });

  it('bounds what waits in memory for the disk', async () => {
    const { spool } = await openSpool(await directories.make(), { bytesMax: 1_000, whenFull: 'wait' });
    const large = spooled({
      ...numberedReport(1),
      failedPhotoIds: range(1_000).map((id) => `failed-${id}`.padEnd(128, '-')),
    });
    const outcomes = range(200).map(() => spool.append(large).catch((error: unknown) => error));
    expect(await Promise.race(outcomes)).toBeInstanceOf(SpoolFullError);
    await spool.close();
  });

  it('gives up what waits when it is closed, and tells its callers', async () => {
    const { spool } = await openSpool(await directories.make(), { bytesMax: 1_000, whenFull: 'wait' });
    const waiting = Promise.allSettled(range(20).map((n) => spool.append(report(n))));
    await spool.close();
    expect((await waiting).at(-1)).toMatchObject({ reason: { name: 'UsageClientClosedError' } });
    await expect(spool.append(report(1))).rejects.toThrow('closed');
  });

  it('gives out nothing any more once it belongs to somebody else', async () => {
    const path = await directories.make();
    const { spool } = await openSpool(path);
    await append(spool, range(3));
    const inHand = await spool.next({ ...BATCH, reportsMax: 1 });
    spool.fail(new SpoolInUseError(path));
    expect(await spool.next(BATCH)).toBeUndefined();
    if (inHand) await spool.acknowledge(inHand);
    await spool.close();
    const { spool: next } = await openSpool(path);
    expect(await drain(next)).toEqual(idsOf(range(3)));
    await next.close();
  });

  it('tells the callers when the disk fails, and goes on when it works again', async () => {
    const path = await directories.make();
    const { spool, faults } = await openSpool(path);
    const aside = `${path}-aside`;
    await rename(path, aside);
    await expect(spool.append(report(1))).rejects.toBeInstanceOf(SpoolWriteError);
    expect(faults).toEqual([expect.any(SpoolWriteError)]);
    await rename(aside, path);
    await spool.append(report(2));
    expect(await drain(spool)).toEqual(idsOf([2]));
    await spool.close();
  });

  it('acknowledges nothing that its next owner may not see', async () => {
    const path = await directories.make();
    const { spool: frozen } = await openSpool(path);
    await frozen.append(report(1));
    const { spool: next } = await openSpool(path);
    await expect(frozen.append(report(2))).rejects.toBeInstanceOf(SpoolInUseError);
    await expect(frozen.append(report(3))).rejects.toBeInstanceOf(SpoolInUseError);
    expect(await drain(next)).toEqual(idsOf([1]));
    await next.close();
    await frozen.close();
  });
});

describe('a spool whose process was killed', () => {
  it('brings back all that was acknowledged, wherever the last write was cut off', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 8 }), fc.nat(), async (count, cut) => {
        const path = await directories.make();
        const file = await abandoned(path, count);
        const bytes = await readFile(file);
        const afterFirst = Math.max(bytes.length - (cut % 200), 0);
        await truncate(file, afterFirst);
        const { spool, faults } = await openSpool(path);
        const ids = await drain(spool);
        expect(ids).toEqual(idsOf(range(ids.length)));
        // No report is shorter than two hundred bytes: one at most was cut off.
        expect(ids.length).toBeGreaterThanOrEqual(count - 1);
        expect(faults).toEqual([]);
        await spool.append(report(100));
        expect(await drain(spool)).toEqual(idsOf([100]));
        await spool.close();
      }),
      { numRuns: 40 },
    );
  });

  it('keeps a damaged file aside, tells of it, and sends all that can be read', async () => {
    const path = await directories.make();
    const file = await abandoned(path, 3);
    const bytes = await readFile(file);
    bytes.write('damage', Math.floor(bytes.length / 2));
    await writeFile(file, bytes);
    const { spool, faults } = await openSpool(path);
    expect(await drain(spool)).toEqual(idsOf([0, 2]));
    expect(faults).toEqual([expect.any(SpoolDamagedError)]);
    await spool.close();
    expect(await readdir(path)).toEqual([expect.stringMatching(/\.left\.damaged$/)]);
  });

  it('does not touch a file of another format', async () => {
    const path = await directories.make();
    await writeFile(join(path, '000000000001.left'), 'CLUSAGE9 of a later release');
    const { spool, faults } = await openSpool(path);
    expect(faults).toEqual([expect.any(SpoolDamagedError)]);
    expect(await drain(spool)).toEqual([]);
    await spool.close();
    expect(await readFile(join(path, '000000000001.left.damaged'), 'utf8')).toBe('CLUSAGE9 of a later release');
  });
});

/** A spool of a process that is gone: its file, with so many reports. */
async function abandoned(path: string, count: number): Promise<string> {
  const { spool } = await openSpool(path);
  await append(spool, range(count));
  await spool.close();
  const [name = ''] = await readdir(path);
  return join(path, name);
}

async function drainUntil(spool: Spool, isDone: () => boolean): Promise<void> {
  while (!isDone()) {
    await drain(spool);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
