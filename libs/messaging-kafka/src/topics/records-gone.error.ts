import type { Assignment } from '@credit-ledger/messaging';
import type { OffsetRange } from './kafka-topics.js';

/** The group stands where the broker has nothing: going on would skip records silently. Somebody has to decide. */
export class RecordsGoneError extends Error {
  constructor(
    { group, topic, partition }: Omit<Assignment, 'generation'>,
    standsAt: bigint,
    { low, high }: OffsetRange,
  ) {
    super(
      `${group} stands at ${standsAt} of ${topic}/${partition}, but the broker has [${low}, ${high}): ` +
        'records were deleted before they were read, or the topic was made anew; see docs/runbooks/kafka.md',
    );
    this.name = 'RecordsGoneError';
  }
}
