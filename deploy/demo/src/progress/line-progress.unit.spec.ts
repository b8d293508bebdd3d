import { describe, expect, it } from '@jest/globals';
import { LineProgress } from './line-progress.js';

describe('progress without a terminal', () => {
  it('tells a line for every tenth, however often it is updated', () => {
    const lines: string[] = [];
    const progress = new LineProgress((text) => lines.push(text));
    progress.begin(1_000);
    for (let counted = 0; counted <= 1_000; counted += 1) progress.update(counted, 'RUNNING');
    progress.end();
    expect(lines).toHaveLength(10);
    expect(lines[4]).toBe('  50% | 500/1,000 reports | RUNNING\n');
  });

  it('tells the last tenth it reached when several went by at once', () => {
    const lines: string[] = [];
    const progress = new LineProgress((text) => lines.push(text));
    progress.begin(10);
    progress.update(9, 'RUNNING');
    expect(lines).toEqual(['  90% | 9/10 reports | RUNNING\n']);
  });
});
