import { describe, expect, it } from '@jest/globals';
import { demoCommandLine, type DemoOptions } from './demo-options.js';

async function parse(...args: string[]): Promise<DemoOptions> {
  const given: DemoOptions[] = [];
  const silent = { writeErr: () => undefined, writeOut: () => undefined };
  const command = demoCommandLine(async (options) => void given.push(options))
    .exitOverride()
    .configureOutput(silent);
  await command.parseAsync(args, { from: 'user' });
  return given[0] ?? Promise.reject(new Error('nothing was run'));
}

describe('the command line of the demo', () => {
  it('takes the whole race, for people, on any instance', async () => {
    await expect(parse()).resolves.toEqual({ photos: undefined, json: false, url: undefined });
  });

  it('takes a slice, JSON and the address of an instance', async () => {
    const options = await parse('--photos', '2000', '--json', '--url', 'http://127.0.0.1:4000');
    expect(options).toEqual({ photos: 2_000, json: true, url: 'http://127.0.0.1:4000' });
  });

  it.each([
    ['no photos', ['--photos', '0']],
    ['more photos than there are', ['--photos', '287303']],
    ['half a photo', ['--photos', '1.5']],
    ['photos that are no number', ['--photos', 'all']],
    ['an address that is none', ['--url', 'here']],
    ['another protocol', ['--url', 'ftp://127.0.0.1']],
    ['an unknown option', ['--fast']],
  ])('refuses %s', async (_, args) => {
    await expect(parse(...args)).rejects.toMatchObject({ exitCode: 1 });
  });
});
