import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDataDirectory, dataDirectory } from './data-directory.js';
import { InstanceError } from './instance-error.js';

let parent: string;

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'credit-ledger-data-'));
  await writeFile(join(parent, 'file'), '');
});
afterAll(() => rm(parent, { recursive: true, force: true }));

describe('a data directory', () => {
  it('is made with all its parents, and may be there already', async () => {
    const directory = dataDirectory(join(parent, 'some', 'where'));
    await createDataDirectory(directory);
    await createDataDirectory(directory);
    expect((await stat(directory.logsDir)).isDirectory()).toBe(true);
  });

  it.each([
    ['a file', () => join(parent, 'file')],
    ['below a file', () => join(parent, 'file', 'below')],
    // Nothing can be made there, whoever asks; elsewhere than on Linux there is no such place, and only root may make one.
    ['where the system takes nothing', () => '/proc/credit-ledger'],
    ['one whose logs are a file', () => join(parent, 'half')],
  ])('is not %s: that is said with the way out', async (_, path) => {
    await mkdir(join(parent, 'half'), { recursive: true });
    await writeFile(join(parent, 'half', 'logs'), '');
    const refusal = await createDataDirectory(dataDirectory(path())).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(InstanceError);
    expect(refusal).toHaveProperty('message', expect.stringContaining(path()));
    expect(refusal).toHaveProperty('message', expect.stringContaining('DATA_DIR'));
  });
});
