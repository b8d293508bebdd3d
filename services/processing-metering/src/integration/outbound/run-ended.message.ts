import { create, toBinary } from '@bufbuild/protobuf';
import { metering } from '@credit-ledger/contracts';
import type { ActorId, Instant } from '@credit-ledger/kernel';
import { TOPICS, type OutboxMessage } from '@credit-ledger/messaging';
import type { RunOutcome } from '../../runs/domain/end-run.js';
import type { Run } from '../../runs/domain/run.js';

const OUTCOMES: Record<RunOutcome, metering.RunOutcome> = {
  COMPLETED: metering.RunOutcome.COMPLETED,
  CANCELLED: metering.RunOutcome.CANCELLED,
};

/** Tells the ledger to release what is left of the run's holds. */
export function runEndedMessage(
  { organisationId, runId }: Run,
  outcome: RunOutcome,
  cause: { readonly actorId: ActorId; readonly endedAt: Instant; readonly correlationId: string },
): OutboxMessage {
  const message = create(metering.RunEndedSchema, {
    organisationId,
    runId,
    outcome: OUTCOMES[outcome],
    endedAt: cause.endedAt,
    actorId: cause.actorId,
  });
  return {
    organisationId,
    topic: TOPICS.metering,
    type: metering.RunEndedSchema.typeName,
    payload: toBinary(metering.RunEndedSchema, message),
    // The request bears its correlation id, and caused the message by itself.
    correlationId: cause.correlationId,
    causationId: cause.correlationId,
    time: cause.endedAt,
  };
}
