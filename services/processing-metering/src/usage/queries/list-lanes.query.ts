import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { UsageBatcher } from '../commands/usage-batcher.js';
import type { LaneLag } from '../commands/usage-lanes.js';

/** How far each organisation's usage over HTTP is behind in this process, the hottest first. */
export class ListLanes extends Query<readonly LaneLag[]> {
  constructor(readonly limit: number) {
    super();
  }
}

@QueryHandler(ListLanes)
export class ListLanesHandler implements IQueryHandler<ListLanes> {
  constructor(@Inject(UsageBatcher) private readonly batcher: UsageBatcher) {}

  execute({ limit }: ListLanes): Promise<readonly LaneLag[]> {
    return Promise.resolve(this.batcher.lags(limit));
  }
}
