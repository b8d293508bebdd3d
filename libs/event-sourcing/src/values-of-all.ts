/**
 * The values of all promises once every one has settled: whoever is told of a failure may rely on nothing being under way
 * any more. Rejects with the first failure.
 */
export async function valuesOfAll<T>(promises: readonly Promise<T>[]): Promise<T[]> {
  const results = await Promise.allSettled(promises);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason as unknown;
  return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
}
