import { SingleBar } from 'cli-progress';
import { BEGINNING, COUNTED_EVENTS_MAX, type EventStore } from '@credit-ledger/event-sourcing';

export type EventsBar = {
  /** @param phase what is done to them, where that changes. */
  update(events: number, phase?: string): void;
  stop(): void;
};

/** How many events a store has; undefined when it may have stopped counting before their end. */
export async function countedEvents(store: EventStore): Promise<number | undefined> {
  const events = await store.countAfter(BEGINNING);
  return events === COUNTED_EVENTS_MAX ? undefined : events;
}

/**
 * Shows on standard error how many of the events a command has read. Stop it, whatever happens.
 * @param total undefined shows no bar: any share of the whole would be made up.
 */
export function startEventsBar(
  total: number | undefined,
  phase = 'events',
  stream: NodeJS.WritableStream = process.stderr,
): EventsBar {
  const format = total === undefined ? '{phase}: {value}' : '{phase} {bar} {value} of about {total}';
  const bar = new SingleBar({ format, hideCursor: true, stream });
  let known = total ?? 0;
  bar.start(known, 0, { phase });
  return {
    update: (events, nextPhase = phase) => {
      // Events may have been added since they were counted.
      if (events > known) bar.setTotal((known = events));
      bar.update(events, { phase: nextPhase });
    },
    stop: () => bar.stop(),
  };
}
