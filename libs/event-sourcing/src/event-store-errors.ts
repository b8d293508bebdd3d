/** The engine could not be reached, or not in time. May pass; nothing was appended. */
export class EventStoreUnavailableError extends Error {
  constructor(doing: string, cause: unknown) {
    super(`the event store was not available while ${doing}`, { cause });
    this.name = 'EventStoreUnavailableError';
  }
}

/** The connection was lost during a commit and did not come back in time, so the events may or may not be stored. */
export class AppendOutcomeUnknownError extends Error {
  constructor(
    readonly stream: string,
    cause: unknown,
  ) {
    super(`it is unknown whether the append to ${stream} was committed`, { cause });
    this.name = 'AppendOutcomeUnknownError';
  }
}

/** The engine will never store these events as they are. */
export class AppendRefusedError extends Error {
  constructor(
    readonly stream: string,
    cause: unknown,
  ) {
    super(`the event store refused the append to ${stream}`, { cause });
    this.name = 'AppendRefusedError';
  }
}
