import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { AcceptUsage } from './accept-usage.command.js';
import { UsageBatcher } from './usage-batcher.js';
import type { UsageOutcome } from './usage-outcome.js';

@CommandHandler(AcceptUsage)
export class AcceptUsageHandler implements ICommandHandler<AcceptUsage> {
  constructor(@Inject(UsageBatcher) private readonly batcher: UsageBatcher) {}

  /** @throws UsageQueueFullError */
  execute({ incoming }: AcceptUsage): Promise<readonly UsageOutcome[]> {
    return this.batcher.submit(incoming);
  }
}
