import { describe, expect, it } from '@jest/globals';
import type { Result } from '../result.js';
import { cellsOf } from './cells.js';
import { withTable } from './readme-table.js';

const conditions = {
  ...{ date: '2026-11-21', cores: 2, processor: 'spec', memoryGib: 4, platform: 'linux x64', node: '20.20.0' },
  ...{ postgresql: '18.4', fsync: 'on', synchronousCommit: 'on', loadBefore: 0.1 },
};
const reads: Result = {
  benchmark: 'balance',
  what: 'balance read',
  value: 2_190.6,
  unit: 'reads/s',
  p50Ms: 0.34,
  p99Ms: 2.684,
  aims: [{ figure: 'p99Ms', aim: { atMost: 5 } }],
};
const append: Result = {
  benchmark: 'append',
  what: 'append',
  value: 20_000,
  unit: 'events/s',
  ofCeiling: 0.4,
  aims: [{ figure: 'ofCeiling', aim: { atLeast: 0.5 } }],
};

describe('the table', () => {
  it('holds each figure against its own aim', () => {
    expect(cellsOf(reads)).toEqual([
      ...['balance read', '2,191 reads/s', '0.34 ms', '2.68 ms', '0.54 of aim', 'p99 ≤ 5 ms', 'yes', ''],
    ]);
    expect(cellsOf(append).slice(1)).toEqual([
      ...['20,000 events/s', '', '', '0.40 of ceiling', '≥ 0.5 of ceiling', 'no', ''],
    ]);
  });

  it('takes the place of the former one in the readme, and of nothing else', () => {
    const before = 'above\n<!-- bench:begin -->\nold\n<!-- bench:end -->\nbelow\n';
    const once = withTable(before, { conditions, results: [reads] });
    expect(once).toMatch(/^above\n<!-- bench:begin -->\n\n2026-11-21; 2 cores .*\n\n\| what/s);
    expect(once).toMatch(/\| balance read \| 2,191 reads\/s .*\n\n<!-- bench:end -->\nbelow\n$/s);
    expect(withTable(once, { conditions, results: [reads] })).toBe(once);
  });

  it('refuses a readme without marks', () => {
    expect(() => withTable('nothing', { conditions, results: [] })).toThrow(/has no <!-- bench:begin -->/);
  });
});
