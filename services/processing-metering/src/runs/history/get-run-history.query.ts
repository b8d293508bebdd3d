import {
  credits,
  parseActorId,
  parseInstant,
  type ActorId,
  type Credits,
  type Instant,
  type OrganisationId,
  type RunId,
} from '@credit-ledger/kernel';
import { sessionOf } from '@credit-ledger/messaging';
import { PG_POOL } from '@credit-ledger/nest-platform';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type pg from 'pg';
import type { RunState } from '../domain/run.js';
import type { ListPosition } from '../http/list-cursor.js';
import { RunRepository } from '../run-repository.js';
import type { HistoryReason } from './run-history-entry.js';

export type HistoryView = {
  readonly at: Instant;
  readonly lastAt: Instant;
  readonly times: number;
  readonly reason: HistoryReason;
  readonly state: RunState;
  readonly actorId: ActorId;
  readonly credits: Credits | undefined;
};

export type HistoryPage = { readonly entries: readonly HistoryView[]; readonly next: ListPosition | undefined };

/** What happened to a run, oldest first. */
export class GetRunHistory extends Query<HistoryPage> {
  constructor(
    readonly organisationId: OrganisationId,
    readonly runId: RunId,
    readonly after: ListPosition | undefined,
    readonly limit: number,
  ) {
    super();
  }
}

// The first usage is noted on the run itself, by the statement that counts it: another row would cost another statement. Usage
// that opened a run found it in no state, and left it RUNNING.
const SQL = `
SELECT * FROM (
  SELECT at, last_at, times, reason, state, actor_id, credits, entry FROM run_history
  WHERE organisation_id = $1 AND run_id = $2
  UNION ALL
  SELECT first_used_at, first_used_at, 1, 'FIRST_USAGE', coalesce(before.state, 'RUNNING'), started_by, NULL, 0
  FROM runs LEFT JOIN LATERAL (
    SELECT state FROM run_history AS earlier
    WHERE earlier.organisation_id = $1 AND earlier.run_id = $2 AND earlier.at <= runs.first_used_at
    ORDER BY entry DESC LIMIT 1
  ) AS before ON true
  WHERE organisation_id = $1 AND run_id = $2 AND first_used_at > '-infinity'
) AS happened
WHERE $3::timestamptz IS NULL OR (at, entry) > ($3::timestamptz, $4::bigint)
ORDER BY at, entry LIMIT $5`;

type Row = {
  at: Date;
  last_at: Date;
  times: number;
  reason: HistoryReason;
  state: RunState;
  actor_id: string;
  credits: string | null;
  entry: string;
};

@QueryHandler(GetRunHistory)
export class GetRunHistoryHandler implements IQueryHandler<GetRunHistory> {
  constructor(
    @Inject(PG_POOL) private readonly pool: pg.Pool,
    @Inject(RunRepository) private readonly runs: RunRepository,
  ) {}

  /** @throws RunNotFoundError */
  async execute({ organisationId, runId, after, limit }: GetRunHistory): Promise<HistoryPage> {
    await this.runs.get(organisationId, runId);
    // One more than asked for tells whether another page follows.
    const parameters = [organisationId, runId, after?.at ?? null, after?.id ?? null, limit + 1];
    const rows = await sessionOf(this.pool).query<Row>(SQL, parameters);
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    const next = last && { at: parseInstant(last.at), id: last.entry };
    return { entries: rows.slice(0, limit).map(toView), next };
  }
}

const toView = (row: Row): HistoryView => ({
  at: parseInstant(row.at),
  lastAt: parseInstant(row.last_at),
  times: row.times,
  reason: row.reason,
  state: row.state,
  actorId: parseActorId(row.actor_id),
  credits: row.credits === null ? undefined : credits(BigInt(row.credits)),
});
