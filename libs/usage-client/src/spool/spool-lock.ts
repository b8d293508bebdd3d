import { join } from 'node:path';
import lockfile from 'proper-lockfile';
import { SpoolInUseError } from './spool-errors.js';

const RENEWALS_PER_STALE = 4;
const ATTEMPT_EVERY_MS = 200;

/**
 * Takes a directory for this process. A process that was killed cannot give it back: its lock counts for `staleMs` after the
 * last sign of life, so that a restart may have to wait that long.
 *
 * @param onLost called when another process took the directory, because this one had not answered for too long
 * @returns what gives the directory back
 * @throws SpoolInUseError when somebody else keeps it.
 */
export async function lockSpool(
  directory: string,
  staleMs: number,
  onLost: (error: SpoolInUseError) => void,
): Promise<() => Promise<void>> {
  try {
    const release = await lockfile.lock(directory, {
      lockfilePath: join(directory, 'lock'),
      stale: staleMs,
      update: staleMs / RENEWALS_PER_STALE,
      // Somewhat longer than a dead process keeps it.
      retries: {
        retries: Math.ceil(staleMs / ATTEMPT_EVERY_MS) + 5,
        minTimeout: ATTEMPT_EVERY_MS,
        maxTimeout: ATTEMPT_EVERY_MS,
      },
      onCompromised: (cause) => onLost(new SpoolInUseError(directory, cause)),
    });
    // A lock that was lost cannot be given back, and need not be.
    return () => release().catch(() => undefined);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ELOCKED') {
      throw new SpoolInUseError(directory, cause);
    }
    throw cause;
  }
}
