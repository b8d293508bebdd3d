import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { StoredEvent } from '@credit-ledger/event-sourcing';

/** An event as an event store keeps it. Positions are an engine's own. */
export type GoldenEvent = Omit<StoredEvent, 'position'>;

const FOLDER = new URL('./', import.meta.url);

/**
 * Histories that earlier releases wrote, one stream a file, one event a line. Files are added when a shape changes, and never
 * changed: whatever was stored once has to be read, and proved by its hash, for ever.
 */
export function goldenStreams(): readonly (readonly [name: string, events: readonly GoldenEvent[]])[] {
  const files = readdirSync(fileURLToPath(FOLDER)).filter((file) => file.endsWith('.jsonl'));
  return files
    .sort()
    .map((file) => [file, readFileSync(new URL(file, FOLDER), 'utf8').trimEnd().split('\n').map(read)]);
}

const read = (line: string): GoldenEvent => JSON.parse(line) as GoldenEvent;
