/** No room: what waits on disk, or in memory for the disk, has reached its limit. Nothing was spooled; try again later. */
export class SpoolFullError extends Error {
  constructor(
    readonly waitingBytes: number,
    readonly bytesMax: number,
  ) {
    super(`${waitingBytes} bytes of reports wait to be sent already, and ${bytesMax} is the limit`);
    this.name = 'SpoolFullError';
  }
}

/** The disk did not take the report: nothing was acknowledged, and reporting again is right. */
export class SpoolWriteError extends Error {
  constructor(directory: string, cause: unknown) {
    super(`the spool ${directory} could not be written: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
    this.name = 'SpoolWriteError';
  }
}

/** Another process uses the directory, or has taken it over from this one, which had stopped to answer. */
export class SpoolInUseError extends Error {
  constructor(directory: string, cause?: unknown) {
    super(`the spool ${directory} belongs to another process; every process needs a directory of its own`, { cause });
    this.name = 'SpoolInUseError';
  }
}

/** The client was closed. */
export class UsageClientClosedError extends Error {
  constructor() {
    super('the usage client is closed');
    this.name = 'UsageClientClosedError';
  }
}

/** Part of a file of the spool could not be read, and was not sent. The whole file is kept beside it, for people. */
export class SpoolDamagedError extends Error {
  constructor(path: string) {
    super(`some reports in ${path} cannot be read; the file is kept with the ending .damaged`);
    this.name = 'SpoolDamagedError';
  }
}
