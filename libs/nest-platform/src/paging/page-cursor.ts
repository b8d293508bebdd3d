import { type Instant, InvalidValueError, parseInstant } from '@credit-ledger/kernel';

/** Where a page of a list ended: the time of its last item, and its id because times may be equal. */
export type PagePosition = { readonly at: Instant; readonly id: string };

/** Opaque to callers; nothing in it is secret. */
export const toCursor = ({ at, id }: PagePosition): string => Buffer.from(`${at} ${id}`).toString('base64url');

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** @throws InvalidValueError unless made by `toCursor`. */
export function parseCursor(cursor: string, field = 'cursor'): PagePosition {
  const [at, id = ''] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ');
  try {
    if (UUID.test(id)) return { at: parseInstant(at), id };
  } catch {
    // Falls through: the caller is told about the cursor, not about what is inside.
  }
  throw new InvalidValueError(field, 'must be a nextCursor as a page answered it');
}
