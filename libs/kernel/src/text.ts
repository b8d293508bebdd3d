import { InvalidValueError } from './domain-error.js';

// A control character in a name or an id is a mistake or a trick, NUL among them, which PostgreSQL's text cannot hold; half
// of a surrogate pair is no character at all, and JSON that has it cannot be stored as jsonb.
const UNPRINTABLE = /[\p{Cc}\p{Cs}]/u;

/** Whether everybody can store and show the text: well-formed Unicode without control characters. */
export const isPlainText = (text: string): boolean => !UNPRINTABLE.test(text);

/**
 * A short text from the edge, such as a name, a reason, or an id of another system. Counted in UTF-16 units, like at every
 * other reader.
 * @throws InvalidValueError
 */
export function parseText(value: unknown, field: string, lengthMax: number): string {
  if (typeof value !== 'string' || value === '' || value.length > lengthMax || !isPlainText(value)) {
    throw new InvalidValueError(field, `must be 1 to ${lengthMax} characters without control characters`);
  }
  return value;
}
