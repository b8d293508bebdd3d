/**
 * What kafkajs gives up for, and passes: whatever goes wrong while it looks for the group's coordinator, a broker that has just
 * started or is about to end included, becomes the first, and waiting for a lock or an answer the others.
 */
const PASSING: ReadonlySet<string> = new Set([
  'KafkaJSGroupCoordinatorNotFound',
  'KafkaJSTimeout',
  'KafkaJSLockTimeout',
]);

/** Whether another attempt may succeed although kafkajs says that none would. It wraps its errors, more than once. */
export function mayPass(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return PASSING.has(error.name) || mayPass(error.cause);
}
