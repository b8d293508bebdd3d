import type { EventStore } from '@credit-ledger/event-sourcing';
import { silentLog } from '@credit-ledger/kernel';
import { ConfigError } from '@credit-ledger/nest-platform';
import { connectEventStore } from '../event-store-by-url.js';

/** @throws ConfigError naming the option, never its value: that may hold a password. */
export async function connectOption(url: string, option: string): Promise<EventStore> {
  try {
    return await connectEventStore(url, silentLog);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new ConfigError(error.problems.map((problem) => problem.replace(/^\w+:/, `${option}:`)));
  }
}

/**
 * Looks whether a store can be read at all, so that of two it is said which one cannot, and why.
 * @throws Error naming the option or variable that its URL is in.
 */
export async function assertReadable(store: EventStore, named: string): Promise<void> {
  try {
    await store.lastPosition();
  } catch (error) {
    throw new Error(`${named}: ${reasonOf(error)}`, { cause: error });
  }
}

/** An adapter says what it could not do, and its cause why: a wrong password, or nobody who listens. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { message, cause } = error;
  if (!(cause instanceof Error) || message.includes(cause.message)) return message;
  return `${message} (${cause.message})`;
}
