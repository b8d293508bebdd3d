import type { Instant } from '@credit-ledger/kernel';
import { sessionOf } from '@credit-ledger/messaging';
import { PG_POOL } from '@credit-ledger/nest-platform';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type pg from 'pg';
import { UsageBatcher } from '../commands/usage-batcher.js';
import { findDeferredLanes } from './find-deferred-lanes.js';

/** How far one organisation is behind by one way. */
export type Lane = {
  readonly organisationId: string;
  readonly channel: 'http' | 'message';
  readonly reports: number;
  /** Null where the reports have not been looked at yet. */
  readonly photos: number | null;
  readonly oldestSince: Instant;
};

/** Usage that waits for its organisation's turn: over HTTP in this process, by message in all; the hottest of each first. */
export class ListLanes extends Query<readonly Lane[]> {
  constructor(readonly limit: number) {
    super();
  }
}

@QueryHandler(ListLanes)
export class ListLanesHandler implements IQueryHandler<ListLanes> {
  constructor(
    @Inject(UsageBatcher) private readonly batcher: UsageBatcher,
    @Inject(PG_POOL) private readonly pool: pg.Pool,
  ) {}

  async execute({ limit }: ListLanes): Promise<readonly Lane[]> {
    const deferred = await findDeferredLanes(sessionOf(this.pool), limit);
    return [
      ...this.batcher.lags(limit).map((lag): Lane => ({ ...lag, channel: 'http' })),
      ...deferred.map((lane): Lane => ({ ...lane, channel: 'message', photos: null })),
    ];
  }
}
