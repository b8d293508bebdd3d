import { Command } from '@nestjs/cqrs';
import type { IncomingUsage } from './usage-intake.js';
import type { UsageOutcome } from './usage-outcome.js';

/** Counts reports that came over HTTP. Answers what became of each, in their order, once that is committed. */
export class AcceptUsage extends Command<readonly UsageOutcome[]> {
  constructor(readonly incoming: readonly IncomingUsage[]) {
    super();
  }
}
