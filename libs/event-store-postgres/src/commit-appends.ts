import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import {
  AppendOutcomeUnknownError,
  AppendRefusedError,
  EventStoreUnavailableError,
  isRepeatedAppend,
  type AppendResult,
  type StreamAppend,
} from '@credit-ledger/event-sourcing';
import { appendInOneStatement } from './append-statement.js';
import { failureOf } from './failures.js';
import { readIdentities } from './read-events.js';

const ATTEMPTS_MAX = 7;
// Together about 3.8 s, which a server that is restarted needs at most.
const FIRST_PAUSE_MS = 30;

/** What became of one append: a result, or the error its caller is to be told. */
export type Settled = AppendResult | { readonly outcome: 'rejected'; readonly error: Error };

/**
 * Commits appends to different streams, one answer each, in one statement if that can be. What stands in the way of one
 * append is never another's misfortune: when the statement as a whole fails for a reason that lies in its content, each
 * append is tried alone.
 *
 * A connection that is lost leaves it unknown whether the statement was committed. Then the same statement is sent again:
 * an append that was committed meets its own events, by message id and hash, and counts as appended.
 */
export async function commitAppends(pool: Pool, appends: readonly StreamAppend[]): Promise<readonly Settled[]> {
  let sent = false;
  let timesTaken = 0;
  for (let attempt = 1; ; attempt++) {
    try {
      return await attemptOnce(pool, appends, () => (sent = true));
    } catch (error) {
      const failure = failureOf(error);
      // At first the whole batch again in a fresh snapshot, so that only the loser is rejected; then the rest alone.
      if (failure === 'versionTaken') timesTaken += 1;
      if (appends.length > 1 && (failure === 'final' || timesTaken > 1)) return oneByOne(pool, appends);
      if (failure === 'final') return appends.map(({ stream }) => rejected(new AppendRefusedError(stream, error)));
      if (attempt === ATTEMPTS_MAX) return appends.map(({ stream }) => rejected(givenUp(stream, sent, error)));
      if (failure === 'passing') await sleep(FIRST_PAUSE_MS * 2 ** attempt);
    }
  }
}

async function oneByOne(pool: Pool, appends: readonly StreamAppend[]): Promise<readonly Settled[]> {
  const settled: Settled[] = [];
  for (const append of appends) settled.push(...(await commitAppends(pool, [append])));
  return settled;
}

async function attemptOnce(
  pool: Pool,
  appends: readonly StreamAppend[],
  onSending: () => void,
): Promise<readonly AppendResult[]> {
  // The pool listens only while a client is idle; a connection that dies in our hands must not end the process.
  let lost: Error | undefined;
  const onError = (error: Error): void => void (lost = error);
  const client = await connect(pool, onError);
  try {
    onSending();
    const accepted = await appendInOneStatement(client, appends);
    const results: AppendResult[] = [];
    for (const [index, append] of appends.entries())
      results.push(accepted[index] === true ? appended(append) : await resultOfRefused(client, append));
    return results;
  } catch (error) {
    if (failureOf(error) === 'passing') lost ??= new Error('the connection is not to be used again', { cause: error });
    throw error;
  } finally {
    client.off('error', onError);
    client.release(lost);
  }
}

/** By callback: while a promise is on its way to whoever awaits it, a connection that dies would have no listener. */
function connect(pool: Pool, onError: (error: Error) => void): Promise<PoolClient> {
  return new Promise((resolve, reject) => {
    pool.connect((error, client) => {
      if (client === undefined) return reject(error ?? new Error('the pool gave no connection'));
      client.on('error', onError);
      resolve(client);
    });
  });
}

/** An append that was not accepted may be one that was committed before: then its own events are what is in the way. */
async function resultOfRefused(client: PoolClient, append: StreamAppend): Promise<AppendResult> {
  const { stream, expectedVersion, events } = append;
  const found = await readIdentities(client, stream, expectedVersion + 1, events.length);
  return isRepeatedAppend(events, found) ? appended(append) : { outcome: 'conflict' };
}

const appended = ({ expectedVersion, events }: StreamAppend): AppendResult => ({
  outcome: 'appended',
  version: expectedVersion + events.length,
});

const rejected = (error: Error): Settled => ({ outcome: 'rejected', error });

const givenUp = (stream: string, sent: boolean, error: unknown): Error =>
  sent ? new AppendOutcomeUnknownError(stream, error) : new EventStoreUnavailableError('appending', error);
