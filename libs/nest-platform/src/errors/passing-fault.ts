// Connection refused, reset or timed out; and PostgreSQL's "going away", "starting up", "too many connections",
// "serialization failure", "deadlock", "statement cancelled by time-out".
const PASSING_CODES = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND'],
  ...['57P01', '57P02', '57P03', '53300', '40001', '40P01', '57014', '55P03', '25P03', '08000', '08003', '08006'],
]);
const PASSING_MESSAGES =
  /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error/i;

/** A fault of the surroundings that may be over in a moment: the same request can succeed when it is sent again. */
export function isPassingFault(error: unknown): boolean {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth += 1) {
    if ('code' in cause && typeof cause.code === 'string' && PASSING_CODES.has(cause.code)) return true;
    if (PASSING_MESSAGES.test(cause.message)) return true;
  }
  return false;
}
