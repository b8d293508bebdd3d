/** `ENOENT` and the like, of an error that the system gave. */
export const systemErrorCode = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
