import { invariant } from '@credit-ledger/kernel';
import type { StreamAppend } from './event-store.js';

/**
 * What every adapter checks before it sends anything.
 * @throws InvariantViolation
 */
export function checkAppend({ stream, expectedVersion, events }: StreamAppend): void {
  invariant(stream !== '', 'an append needs a stream');
  invariant(
    Number.isSafeInteger(expectedVersion) && expectedVersion >= 0,
    `${expectedVersion} is not a stream version`,
  );
  invariant(events.length > 0, `an append to ${stream} needs at least one event`);
}
