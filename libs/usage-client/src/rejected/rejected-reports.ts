import { open, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '@credit-ledger/kernel';
import { toCloudEvent } from '../http/cloud-event.js';
import type { Refusal } from '../sending/usage-transport.js';

export const REJECTED_FILE = 'rejected.ndjson';
const EARLIER_FILE = 'rejected.earlier.ndjson';
const FILE_BYTES_MAX = 32 * 1024 * 1024;

/**
 * What was refused for good, one line of JSON each: when, why, and the whole report, so that it can be mended and reported
 * again. Two files of 32 MiB are kept; before the older is written over, months of mistakes must have been ignored.
 */
export class RejectedReports {
  constructor(
    private readonly directory: string,
    private readonly clock: Clock,
  ) {}

  /** Resolves when they are on disk. */
  async keep(refusals: readonly Refusal[]): Promise<void> {
    const path = join(this.directory, REJECTED_FILE);
    await this.makeRoom(path);
    const rejectedAt = this.clock.now();
    const lines = refusals.map(
      ({ report, ...why }) => `${JSON.stringify({ rejectedAt, ...why, report: toCloudEvent(report) })}\n`,
    );
    const handle = await open(path, 'a', 0o600);
    try {
      await handle.writeFile(lines.join(''));
      await handle.datasync();
    } finally {
      await handle.close();
    }
  }

  private async makeRoom(path: string): Promise<void> {
    const size = await stat(path).then(
      (found) => found.size,
      () => 0,
    );
    if (size >= FILE_BYTES_MAX) await rename(path, join(this.directory, EARLIER_FILE));
  }
}
