import { describe, expect, it } from '@jest/globals';
import type { Position } from '@credit-ledger/event-sourcing';
import { reportOf, type TimedRebuild } from './rebuild-report.js';

const at = (position: string) => position as Position;
const caughtUp: TimedRebuild = {
  ...{ eventsFolded: 500, seconds: 0.5, differences: [], liveGeneration: 3, eventsBehind: 0 },
  ...{ comparedAt: at('500'), storeEndsAt: at('500') },
};

describe('the report of a rebuild', () => {
  it('says up to where the views are equal, and that this is everything', () => {
    expect(reportOf(caughtUp, true).split('\n')).toEqual([
      '500 events replayed in 0.5 s (1000 events/s), compared as of position 500',
      'As of position 500 the live views equal the replay, row by row.',
      'The live views had every event of the store.',
      'Nothing was changed.',
    ]);
  });

  it.each([true, false])('says how far behind the live views are (compare only: %s)', (compareOnly) => {
    const report = reportOf({ ...caughtUp, storeEndsAt: at('617'), eventsBehind: 117 }, compareOnly);
    expect(report).toContain('117 events BEHIND: they stood at 500, the store ended at 617');
    expect(report).not.toContain('every event');
  });

  it('lists what differs', () => {
    const differences = [{ view: 'balances', side: 'live', row: { balance: 5 } }] as const;
    const report = reportOf({ ...caughtUp, differences }, false);
    expect(report).toContain('1 rows differ (mended by the new views):\n  balances, live: {"balance":5}');
    expect(report).toContain('Queries read generation 3 now.');
    expect(report).not.toContain('equal');
  });
});
