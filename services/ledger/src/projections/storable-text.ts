// The two things that a stored event's JSON may hold and PostgreSQL's text and jsonb may not.
const UNSTORABLE = /[\0\p{Cs}]/gu;

/**
 * Text of an event as a view keeps it: the replacement character stands for NUL and for half of a surrogate pair. No door
 * lets either in, but an event that has one is never taken back, and must not stop the views of everybody.
 */
export const storableText = (text: string): string =>
  // Asked first, because it is asked of several texts of every event, and nearly none has any.
  text.isWellFormed() && !text.includes('\0') ? text : text.replace(UNSTORABLE, '\uFFFD');
