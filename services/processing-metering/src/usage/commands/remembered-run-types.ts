import { OutdatedReadError, type SqlSession } from '@credit-ledger/messaging';
import { LRUCache } from 'lru-cache';
import type { UsageType } from '../../runs/domain/run.js';
import { runKey, type ReportedRun } from '../domain/group-by-run.js';

// More than the transactions in hand can name.
const REMEMBERED_MAX = 50_000;

const SQL = `
SELECT organisation_id || '/' || run_id AS run, usage_type FROM runs
WHERE (organisation_id, run_id) IN (SELECT * FROM unnest($1::text[], $2::text[]))`;

/**
 * The usage types of runs that were reported as another: to look every run up before it is counted would cost each batch a
 * statement. The type of a run never changes.
 */
export class RememberedRunTypes {
  private readonly types = new LRUCache<string, UsageType>({ max: REMEMBERED_MAX });

  readonly get = (run: string): UsageType | undefined => this.types.get(run);

  /** @throws OutdatedReadError always: the transaction is to run again, and knows then. */
  async learn(session: SqlSession, runs: readonly ReportedRun[]): Promise<never> {
    const rows = await session.query<{ run: string; usage_type: UsageType }>(SQL, [
      runs.map(({ first }) => first.organisationId),
      runs.map(({ first }) => first.runId),
    ]);
    for (const { run, usage_type: usageType } of rows) this.types.set(run, usageType);
    throw new OutdatedReadError(`usage of another type than its run was reported for ${runs.map(runOf).join(', ')}`);
  }
}

const runOf = ({ first }: ReportedRun): string => runKey(first);
