import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { benchCommandLine } from './bench-options.js';
import { BENCHMARKS } from './result.js';

describe('npm run bench', () => {
  const command = benchCommandLine(() => Promise.resolve());

  it('names all benchmarks in its help, and in its readme', () => {
    const [, inHelp = ''] = /some of the benchmarks: ([a-z,\s]+?)\n +--/.exec(command.helpInformation()) ?? [];
    expect(inHelp.split(/,\s+/)).toEqual(BENCHMARKS);
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    const [, inReadme = ''] = /^Benchmarks: (.+)\.$/m.exec(readme) ?? [];
    expect(inReadme.split(', ')).toEqual(BENCHMARKS.map((name) => `\`${name}\``));
  });
});
