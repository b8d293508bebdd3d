import { create, toBinary } from '@bufbuild/protobuf';
import { metering } from '@credit-ledger/contracts';
import type { ActorId, Instant } from '@credit-ledger/kernel';
import { TOPICS, type OutboxMessage } from '@credit-ledger/messaging';
import { isAllOrNothing } from '../../runs/domain/hold-policy.js';
import type { Hold } from '../../runs/domain/hold.js';
import type { Run } from '../../runs/domain/run.js';

/** Asks for the hold that the run waits for. The message bears the hold's id: a hold is asked for once. */
export function holdRequestedMessage(
  { organisationId, runId, usageType, photoEvent }: Run,
  { holdId, requested }: Hold & { readonly status: 'PENDING' },
  cause: { readonly actorId: ActorId; readonly requestedAt: Instant; readonly correlationId: string },
): OutboxMessage {
  const message = create(metering.HoldRequestedSchema, {
    organisationId,
    holdId,
    runId,
    usageType,
    credits: requested,
    photoEventId: BigInt(photoEvent.id),
    photoEventName: photoEvent.name,
    requestedAt: cause.requestedAt,
    actorId: cause.actorId,
    allOrNothing: isAllOrNothing(usageType),
  });
  return {
    id: holdId,
    organisationId,
    topic: TOPICS.metering,
    type: metering.HoldRequestedSchema.typeName,
    payload: toBinary(metering.HoldRequestedSchema, message),
    // The request bears its correlation id, and caused the message by itself.
    correlationId: cause.correlationId,
    causationId: cause.correlationId,
    time: cause.requestedAt,
  };
}
