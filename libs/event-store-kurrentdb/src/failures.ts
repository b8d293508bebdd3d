import {
  AccessDeniedError,
  MaxAppendSizeExceededError,
  NotLeaderError,
  StreamDeletedError,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from '@kurrent/kurrentdb-client';

/** What a failed call means for whoever made it. */
export type Failure =
  /** The stream is not at the expected revision. */
  | 'wrongVersion'
  /** Of a stream that is read: nobody has written to it. */
  | 'noStream'
  /** The events can never be stored as they are. */
  | 'refused'
  /** The login is not allowed to do this. */
  | 'denied'
  /** This node cannot; the client has learnt who can and calls it the next time. */
  | 'notLeader'
  /** The server or the way to it is at fault. */
  | 'passing';

const STATUS = { invalidArgument: 3, permissionDenied: 7, resourceExhausted: 8, unauthenticated: 16 };

/** @param wrapped may have been explained already. */
export function failureOf(wrapped: unknown): Failure {
  const error = rootOf(wrapped);
  if (error instanceof WrongExpectedVersionError) return 'wrongVersion';
  if (error instanceof StreamNotFoundError) return 'noStream';
  if (error instanceof NotLeaderError) return 'notLeader';
  if (error instanceof AccessDeniedError) return 'denied';
  if (error instanceof MaxAppendSizeExceededError || error instanceof StreamDeletedError) return 'refused';
  switch (codeOf(error)) {
    case STATUS.permissionDenied:
    case STATUS.unauthenticated:
      return 'denied';
    // Of a single message that is larger than the server takes.
    case STATUS.resourceExhausted:
    case STATUS.invalidArgument:
      return 'refused';
    default:
      return 'passing';
  }
}

// Of a call that never left, or that the server answered without looking at it.
const NOTHING_DONE =
  /no connection established|failed to discover|name resolution failed|server is not ready|too busy|no leader info/i;

/** Whether the events of an append that failed so may be stored all the same. */
export function leavesUnknown(error: unknown): boolean {
  if (failureOf(error) !== 'passing') return false;
  return !NOTHING_DONE.test(error instanceof Error ? error.message : '');
}

/** Why, in words for operators. */
export function explained(error: unknown, hosts: string): Error {
  const what = {
    denied: `${hosts} denied access: check the login in the URL, and what it may do`,
    notLeader: `${hosts} is not the leader, and the leader it named could not be used`,
    refused: `${hosts} refused it`,
    wrongVersion: `${hosts} has another version`,
    noStream: `${hosts} has no such stream`,
    passing: `${hosts} did not answer as it should`,
  }[failureOf(error)];
  const detail = error instanceof Error ? error.message : String(error);
  return new Error(`${what} (${detail})`, { cause: error });
}

const rootOf = (error: unknown): unknown =>
  error instanceof Error && error.cause instanceof Error ? rootOf(error.cause) : error;

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);
