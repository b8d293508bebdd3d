import type { Brand } from '@credit-ledger/kernel';

/** Names a stream: the aggregate's category and its id, `creditAccount-<organisationId>`. */
export type StreamId = Brand<string, 'StreamId'>;

/** How many events a stream has: its first event is version 1. */
export type StreamVersion = number;

/** The expected version of a stream that does not exist yet. */
export const NO_STREAM: StreamVersion = 0;

/**
 * Where an event stands among the events of all streams. Opaque to everybody but the store that gave it out; comparing two
 * positions of one store as text tells which event was committed first.
 */
export type Position = Brand<string, 'Position'>;

/** Before the first event of every store; sorts before every position. */
export const BEGINNING = '' as Position;
