import type { StreamId } from '../stream.js';

/** Other processes kept appending to the stream between our reading and our appending. May pass; nothing was appended. */
export class StreamContendedError extends Error {
  constructor(
    readonly stream: StreamId,
    attempts: number,
  ) {
    super(`${stream} was changed by others during each of ${attempts} attempts`);
    this.name = 'StreamContendedError';
  }
}
