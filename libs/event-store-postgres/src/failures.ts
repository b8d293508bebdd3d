/** What a failed statement means for whoever sent it. */
export type Failure =
  /** Somebody else's commit was not in the statement's snapshot. A new statement sees it. */
  | 'versionTaken'
  /** The server or the way to it is at fault. Whether a statement was committed is unknown. */
  | 'passing'
  /** The statement can never succeed as it is, and nothing of it was committed. */
  | 'final';

// 08 connection, 40 rollback, 53 resources, 55P03 lock not available, 57 operator intervention and time-outs; then the
// codes of sockets and name look-ups. The driver's own errors about lost connections carry no code.
const PASSING = /^(08|40|53|57)|^55P03$|^E[A-Z_]+$|^$/;

export function failureOf(error: unknown): Failure {
  const code = codeOf(error);
  if (code === '23505') return 'versionTaken';
  return PASSING.test(code) ? 'passing' : 'final';
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
