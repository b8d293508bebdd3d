/** The impossible happened. Never caught to go on: whoever sees it stops what it was doing and reports it. */
export class InvariantViolation extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InvariantViolation';
  }
}

/** @throws InvariantViolation when `condition` does not hold. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InvariantViolation(message);
}

/** Ends every switch over a tagged union, so that a new case is a compile error where it was forgotten. */
export function assertNever(value: never): never {
  // Commands and events have bigints, which JSON does not.
  const text = JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? part.toString() : part));
  throw new InvariantViolation(`unexpected value ${text}`);
}
