import type { RebuildResult } from './rebuild-account-views.js';

export type TimedRebuild = RebuildResult & { readonly seconds: number };

/** What a rebuild found, for whoever ran it. It claims no more than was compared: views that are behind equal only the past. */
export function reportOf(rebuild: TimedRebuild, compareOnly: boolean): string {
  const { eventsFolded, differences, seconds, liveGeneration, comparedAt } = rebuild;
  const rate = Math.round(eventsFolded / seconds);
  return [
    `${eventsFolded} events replayed in ${seconds.toFixed(1)} s (${rate} events/s), compared as of position ${comparedAt || 'none'}`,
    differences.length === 0
      ? `As of position ${comparedAt || 'none'} the live views equal the replay, row by row.`
      : `${differences.length} rows differ${compareOnly ? '' : ' (mended by the new views)'}:`,
    ...differences.map(({ view, side, row }) => `  ${view}, ${side}: ${JSON.stringify(row)}`),
    standingOf(rebuild),
    compareOnly ? 'Nothing was changed.' : `Queries read generation ${liveGeneration} now.`,
  ].join('\n');
}

const standingOf = ({ eventsBehind, comparedAt, storeEndsAt }: RebuildResult): string =>
  eventsBehind === 0
    ? 'The live views had every event of the store.'
    : `The live views were ${eventsBehind} events BEHIND: they stood at ${comparedAt || 'none'}, the store ended at ${storeEndsAt}. ` +
      'If that does not pass by itself, their reader has stopped, and /health/ready of the ledger says where.';
