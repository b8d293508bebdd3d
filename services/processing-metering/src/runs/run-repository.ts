import { Inject, Injectable } from '@nestjs/common';
import type { Instant, OrganisationId, RunId } from '@credit-ledger/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { RunExistsError, RunNotFoundError } from './domain/run.errors.js';
import type { Run } from './domain/run.js';
import { RunEntity } from './run.entity.js';
import type { ListPosition } from './http/list-cursor.js';
import type { RunFilter } from './queries/list-runs.query.js';
import { fromRun, runColumns, toRun } from './run-row.js';

/** Runs as entities. Every change of state happens under the lock of the run's row. */
@Injectable()
export class RunRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** @throws RunNotFoundError */
  async get(organisationId: OrganisationId, runId: RunId): Promise<Run> {
    const row = await this.dataSource.getRepository(RunEntity).findOneBy({ organisationId, runId });
    if (row === null) throw new RunNotFoundError(runId);
    return toRun(row);
  }

  /** Locks the row until the manager's transaction ends. @throws RunNotFoundError */
  async lock(manager: EntityManager, organisationId: OrganisationId, runId: RunId): Promise<Run> {
    const lock = { mode: 'pessimistic_write' } as const;
    const row = await manager.findOne(RunEntity, { where: { organisationId, runId }, lock });
    if (row === null) throw new RunNotFoundError(runId);
    return toRun(row);
  }

  /** Newest first, those after `before` in that order. Runs opened at the same time are told apart by their id. */
  async newestFirst(
    organisationId: OrganisationId,
    { state, usageType, photoEventId }: RunFilter,
    before: ListPosition | undefined,
    limit: number,
  ): Promise<Run[]> {
    const query = this.dataSource
      .getRepository(RunEntity)
      .createQueryBuilder('run')
      .where('run.organisationId = :organisationId', { organisationId })
      .orderBy('run.openedAt', 'DESC')
      .addOrderBy('run.runId', 'DESC')
      .limit(limit);
    if (state !== undefined) query.andWhere('run.state = :state', { state });
    if (usageType !== undefined) query.andWhere('run.usageType = :usageType', { usageType });
    if (photoEventId !== undefined) query.andWhere('run.photoEventId = :photoEventId', { photoEventId });
    if (before !== undefined) query.andWhere('(run.openedAt, run.runId) < (:at, :id)', before);
    return (await query.getMany()).map(toRun);
  }

  /** Runs still going whose open hold may have expired, the longest due first; passes over rows that others have locked. */
  async lockExpiring(manager: EntityManager, now: Instant, limit: number): Promise<Run[]> {
    const rows = await manager
      .createQueryBuilder(RunEntity, 'run')
      .where("run.holdStatus = 'OPEN' AND run.endedAt IS NULL AND run.holdExpiresAt <= :now", { now })
      .orderBy('run.holdExpiresAt')
      .limit(limit)
      .setLock('pessimistic_write')
      .setOnLocked('skip_locked')
      .getMany();
    return rows.map(toRun);
  }

  /** Waits for a transaction that is opening the same run. @throws RunExistsError */
  async open(manager: EntityManager, run: Run): Promise<void> {
    const inserted = await manager
      .createQueryBuilder()
      .insert()
      .into(RunEntity)
      .values(fromRun(run))
      .orIgnore()
      .returning('run_id')
      .execute();
    const opened: unknown = inserted.raw;
    if (Array.isArray(opened) && opened.length === 0) throw new RunExistsError(run.runId);
  }

  async save(manager: EntityManager, run: Run): Promise<void> {
    const { organisationId, runId } = run;
    await manager.update(RunEntity, { organisationId, runId }, runColumns(run));
  }
}
