import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { sessionOf, type ConsistencyMark, type SqlSession } from '@credit-ledger/messaging';

const WAIT_MS_MAX = 2_000;
const POLL_MS_FIRST = 5;
const POLL_MS_MAX = 50;

const SELECT = `
  select b.sequences ->> $2 as sequence, b.version
    from balances b
   where b.generation = (select generation from checkpoints where reader = 'account-views')
     and b.organisation_id = $1`;

/** Lets a reader wait for its own write. */
export class MarkWaiter {
  private readonly session: SqlSession;

  constructor(
    pool: Pool,
    /** The ledger's own source: its tokens carry the version of the account's stream. */
    private readonly ownSource: string,
  ) {
    this.session = sessionOf(pool);
  }

  /** True once the views have the message with that mark, or false after 2 s: the caller then says so in its answer. */
  async hasCaughtUp(mark: ConsistencyMark): Promise<boolean> {
    const deadline = performance.now() + WAIT_MS_MAX;
    for (let pauseMs = POLL_MS_FIRST; ; pauseMs = Math.min(POLL_MS_MAX, pauseMs * 2)) {
      if (await this.isThere(mark)) return true;
      if (performance.now() + pauseMs > deadline) return false;
      await sleep(pauseMs);
    }
  }

  private async isThere({ organisationId, source, sequence }: ConsistencyMark): Promise<boolean> {
    const rows = await this.session.query<{ sequence: string | null; version: string }>(SELECT, [
      organisationId,
      source,
    ]);
    const reached = source === this.ownSource ? rows[0]?.version : rows[0]?.sequence;
    return reached !== undefined && reached !== null && BigInt(reached) >= sequence;
  }
}
