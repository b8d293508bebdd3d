import type { ChainLink } from '@credit-ledger/event-sourcing';
import type { CopiedEvents } from './copy-events.js';
import type { StoreComparison } from './compare-stores.js';

const LISTED_MAX = 100;

/** What a copy came to, for whoever reads a terminal. */
export const reportOf = ({ copied, heldBefore }: CopiedEvents, compared: StoreComparison): string =>
  [
    `${copied} events copied${heldBefore > 0 ? `, after ${heldBefore} that were there already` : ''}.`,
    '',
    comparisonOf(compared),
  ].join('\n');

/** Both stores side by side, as a table, and what that means. */
export function comparisonOf({ source, target, differences, sourceGrew, equal }: StoreComparison): string {
  return [
    ...table([
      ['', 'source', 'target'],
      ['events', String(source.events), String(target.events)],
      ['accounts', String(source.streams), String(target.streams)],
      ['broken', String(source.broken.length), String(target.broken.length)],
      ['digest', source.digest, target.digest],
      ...differences.slice(0, LISTED_MAX).map((one) => [one.streamId, endOf(one.source), endOf(one.target)]),
    ]),
    ...(differences.length > LISTED_MAX ? [`… and ${differences.length - LISTED_MAX} more accounts that differ`] : []),
    '',
    ...(sourceGrew ? ['Events were added to the source after it was read: stop the ledger, and copy again.'] : []),
    equal
      ? 'Every hash was computed again on both sides: count, last version and last hash of every account are equal.'
      : 'The stores DIFFER.',
  ].join('\n');
}

const endOf = (link: ChainLink | undefined): string =>
  link === undefined ? 'nothing' : `version ${link.version}, ${link.hash}`;

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
