/** What libraries log through; a pino logger fits as it is. Fields are structured, without payloads and secrets. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** For callers that have no use for the lines of a library, such as a one-off command. */
export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
