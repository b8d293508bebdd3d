import type { GateAnswer, Run } from '../api/metering-api.js';
import type { RacePhoto } from '../dataset/race-photo.js';
import { Patience } from '../waiting/patience.js';

export type PhotoPipelineOptions = {
  readonly photos: readonly RacePhoto[];
  /** Photos per batch: what the gate is asked for, and what is handed over at once. */
  readonly batchSize: number;
  readonly feed: {
    /** Reports handed over that metering is to count. */
    readonly expected: number;
    send(photos: readonly RacePhoto[], from: number): Promise<void>;
  };
  readonly run: { look(): Promise<Run>; gate(photos: number): Promise<GateAnswer> };
  /** Called when the gate says stop. Resolves when the run may go on, or rejects. */
  onStop(reason: string | null): Promise<void>;
  readonly signal: AbortSignal;
};

/** Reports on their way that metering has not counted: beyond this the pipeline waits instead of piling up. */
const IN_FLIGHT_MAX = 20_000;

/**
 * Processes photos as the platform's pipeline does: asks the gate before each batch and reports what is finished. Metering
 * cannot know of reports on their way, so these are asked for again each time and taken off the answer. With this the run
 * is never charged beyond its hold, although reports overtake their being counted by thousands.
 */
export async function processPhotos({
  photos,
  batchSize,
  feed,
  run,
  onStop,
  signal,
}: PhotoPipelineOptions): Promise<void> {
  const patience = new Patience('metering counts the reported photos', signal);
  let counted = (await run.look()).usage.reportedPhotos;
  for (let next = 0; next < photos.length;) {
    signal.throwIfAborted();
    const wanted = Math.min(batchSize, photos.length - next);
    // From before the gate is asked: what is counted in between makes the answer smaller, never too large.
    const inFlight = feed.expected - counted;
    const [answer, seen] = await Promise.all([run.gate(wanted + inFlight), run.look()]);
    counted = seen.usage.reportedPhotos;
    if (answer.decision === 'stop') {
      await onStop(answer.reason);
      patience.moved();
      continue;
    }
    const allowed = inFlight > IN_FLIGHT_MAX ? 0 : Math.min(wanted, answer.photos - inFlight);
    if (allowed <= 0) {
      await patience.pause(counted);
      continue;
    }
    await feed.send(photos.slice(next, next + allowed), next);
    next += allowed;
    patience.moved();
  }
}
