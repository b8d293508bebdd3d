import { BEGINNING, type Position } from '@credit-ledger/event-sourcing';

/** Where an event stands in the server's log. */
export type LogPosition = { readonly commit: bigint; readonly prepare: bigint };

const DIGITS = 20;
// What the server answers for a position that it does not tell, as in reads of one stream.
const UNKNOWN = 2n ** 64n - 1n;

/** Both numbers at full width, one after the other: comparing them as text compares the commits first, then the prepares. */
export function toPosition(position: LogPosition | undefined): Position {
  if (position === undefined || position.commit === UNKNOWN) return BEGINNING;
  const { commit, prepare } = position;
  return `${String(commit).padStart(DIGITS, '0')}${String(prepare).padStart(DIGITS, '0')}` as Position;
}

/** @param position not `BEGINNING`, before which there is nothing. */
export function fromPosition(position: Position): LogPosition {
  return { commit: BigInt(position.slice(0, DIGITS)), prepare: BigInt(position.slice(DIGITS)) };
}
