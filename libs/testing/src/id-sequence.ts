/**
 * Readable ids in a fixed order, `run-1`, `run-2`, …, so that a failing spec names the same ids every time.
 * `uuid: true` gives valid UUIDs counted up in the last group instead.
 */
export function idSequence(prefix: string, { uuid = false } = {}): () => string {
  let count = 0;
  return () => {
    count += 1;
    return uuid ? `00000000-0000-4000-8000-${String(count).padStart(12, '0')}` : `${prefix}-${count}`;
  };
}
