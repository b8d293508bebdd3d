import type { SpooledReport } from '../spool/spooled-report.js';

/**
 * A way to processing-metering. Reports come in the order in which they were spooled, a batch at a time; a batch that failed
 * comes again as a whole.
 */
export interface UsageTransport {
  /**
   * Resolves once every report is stored by whoever receives it, or refused for good. What is refused is named in the answer
   * and never holds up the others. A rejected promise means that any part may have arrived: the batch is sent again.
   * @throws SendError when it knows how long to wait; any other error is tried again all the same.
   */
  send(reports: readonly SpooledReport[], signal: AbortSignal): Promise<readonly Refusal[]>;
  close(): Promise<void>;
}

/** A report that will never be accepted as it is. `code` is stable; `detail` is for people. */
export type Refusal = {
  readonly report: SpooledReport;
  readonly code: string;
  readonly field?: string;
  readonly detail: string;
};

/** It did not work this time. */
export class SendError extends Error {
  constructor(
    message: string,
    /** The receiver asked for so much time. */
    readonly retryAfterMs = 0,
    cause?: unknown,
  ) {
    super(message, { cause });
    this.name = 'SendError';
  }
}
