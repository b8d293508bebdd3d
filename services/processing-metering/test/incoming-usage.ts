import type { OrganisationId } from '@credit-ledger/kernel';
import type { IncomingUsage } from '../src/usage/commands/usage-intake.js';
import type { UsageOutcome } from '../src/usage/commands/usage-outcome.js';
import type { RawUsageReport } from '../src/usage/domain/usage-report.js';
import { sampleReport } from './sample-report.js';

let messages = 0;

/** A sample report of the organisation, in a message of its own. */
export const incomingUsage = (organisationId: OrganisationId, change: Partial<RawUsageReport> = {}): IncomingUsage => {
  messages += 1;
  return {
    report: sampleReport({ organisationId, ...change }),
    messageId: `message-${messages}`,
    correlationId: 'correlation-1',
  };
};

/** New, charged already, free. */
export const numbersOf = (outcome: UsageOutcome | undefined): readonly number[] =>
  outcome?.kind === 'counted'
    ? [outcome.counts.newPhotos, outcome.counts.alreadyCharged, outcome.counts.freePhotos]
    : [];
