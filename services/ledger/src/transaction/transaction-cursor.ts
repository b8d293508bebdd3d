import { InvalidValueError } from '@credit-ledger/kernel';
import type { Position } from '@credit-ledger/event-sourcing';

/** The position of a page's last row, as opaque text for URLs. Positions survive a rebuild of the list, row numbers do not. */
export const toCursor = (position: Position): string => Buffer.from(position, 'utf8').toString('base64url');

/** @throws InvalidValueError */
export function parseCursor(cursor: string): Position {
  const position = Buffer.from(cursor, 'base64url').toString('utf8');
  // Every engine's positions are digits; whatever else is inside was not made here.
  if (!/^[0-9]{1,64}$/.test(position))
    throw new InvalidValueError('cursor', 'must be the nextCursor of an earlier page');
  return position as Position;
}
