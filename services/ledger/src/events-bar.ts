import { SingleBar } from 'cli-progress';
import type { Position } from '@credit-ledger/event-sourcing';

/** Shows on standard error how many of the events up to a position a command has read. Stop it, whatever happens. */
export function startEventsBar(until: Position): SingleBar {
  const bar = new SingleBar({
    format: 'events {bar} {value} of about {total}',
    hideCursor: true,
    stream: process.stderr,
  });
  // Positions have no gaps, so the last one is nearly the number of events.
  bar.start(Number(until || 0), 0);
  return bar;
}
