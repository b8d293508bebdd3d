/**
 * How long to rest after a batch, so that the next one is worth its round trips. A stage that takes up every message at once
 * keeps itself and all stages behind it busy with tiny batches, and the processor away from those that wait for an answer.
 * The rest grows with what the batch took, which grows with the load of the machine: a lone message is never kept waiting.
 *
 * @param tookMs of the batch, from reading to acknowledgement
 * @param fullness of the batch, 0 to 1: after a full one there is no time to lose
 */
export const restMs = (tookMs: number, fullness: number): number =>
  fullness >= FULL_ENOUGH ? 0 : Math.min(REST_MS_MAX, REST_FACTOR * tookMs);

const FULL_ENOUGH = 0.5;
const REST_FACTOR = 4;
const REST_MS_MAX = 100;
