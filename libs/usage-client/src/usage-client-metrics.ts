import type { Refusal } from './sending/usage-transport.js';

/** What waits on disk. `oldestAgeMs` is how long the oldest report has waited, 0 when none does. */
export type SpoolStatus = { readonly reports: number; readonly bytes: number; readonly oldestAgeMs: number };

/**
 * What a client tells about itself, to be turned into whatever metrics the service has. All are optional, called in passing,
 * and must be quick; one that throws is passed over.
 */
export interface UsageClientMetrics {
  /** Reports were forced to disk together. */
  spooled?(group: { readonly reports: number; readonly bytes: number }): void;
  /** A batch was acknowledged; how many were not refused. */
  sent?(batch: { readonly reports: number; readonly tookMs: number }): void;
  /** A batch failed and will be sent again. One that keeps failing (a token, an address) shows here alone. */
  retried?(retry: { readonly attempt: number; readonly delayMs: number; readonly error: unknown }): void;
  /** A report was refused for good and is in the file of the rejected. Somebody has to look. */
  rejected?(refusal: Refusal): void;
  /** What waits has changed. */
  spool?(status: SpoolStatus): void;
  /** The disk failed, or the spool has files that cannot be read. Somebody has to look. */
  faulted?(error: unknown): void;
}
