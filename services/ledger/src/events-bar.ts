import { SingleBar } from 'cli-progress';

/**
 * Shows on standard error how many of the events a command has read. Stop it, whatever happens.
 * @param counted an engine may have stopped counting, and the bar then grows with what is read.
 */
export function startEventsBar(counted: number): { update: (events: number) => void; stop: () => void } {
  const bar = new SingleBar({
    format: 'events {bar} {value} of about {total}',
    hideCursor: true,
    stream: process.stderr,
  });
  bar.start(counted, 0);
  return {
    update: (events) => {
      if (events > counted) bar.setTotal(events);
      bar.update(events);
    },
    stop: () => bar.stop(),
  };
}
