/** What is wrong when the two are not the same, as one line; nothing when they are. */
export function unequal(figure: string, found: unknown, expected: unknown): readonly string[] {
  const [told, derived] = [textOf(found), textOf(expected)];
  return told === derived ? [] : [`${figure}: ${told}, expected ${derived}`];
}

// Counts come as number, bigint or text of the database: the same amount reads the same.
const textOf = (value: unknown): string =>
  typeof value === 'string'
    ? value
    : (JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? Number(part) : part)) ?? 'nothing');
