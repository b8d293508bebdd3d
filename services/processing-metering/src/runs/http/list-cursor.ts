import { InvalidValueError, parseInstant, type Instant } from '@credit-ledger/kernel';

/** Where a page ended: the time of its last item, and what tells items of one time apart. */
export type ListPosition = { readonly at: Instant; readonly id: string };

/** Opaque to callers; nothing in it is secret. */
export const toListCursor = ({ at, id }: ListPosition): string => Buffer.from(`${at} ${id}`).toString('base64url');

/** Run ids. */
export const NAMES = /^[A-Za-z0-9_-]{1,64}$/;
/** Entries of a history. */
export const NUMBERS = /^\d{1,18}$/;

/** @throws InvalidValueError unless made by `toListCursor` for a list of such ids. */
export function parseListCursor(cursor: string, ids: RegExp): ListPosition {
  const [at, id = ''] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ');
  try {
    if (ids.test(id)) return { at: parseInstant(at), id };
  } catch {
    // Falls through: the caller is told about the cursor, not about what is inside.
  }
  throw new InvalidValueError('cursor', 'must be a nextCursor as a page answered it');
}
