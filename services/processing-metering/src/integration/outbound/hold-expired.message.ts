import { create, toBinary } from '@bufbuild/protobuf';
import { metering } from '@credit-ledger/contracts';
import type { Instant } from '@credit-ledger/kernel';
import { TOPICS, type OutboxMessage } from '@credit-ledger/messaging';
import type { Hold } from '../../runs/domain/hold.js';
import type { Run } from '../../runs/domain/run.js';

/** Tells the ledger to release what is left of a hold that nobody used. No request caused it: it begins its own story. */
export function holdExpiredMessage(
  { organisationId, runId }: Run,
  { holdId }: Hold & { readonly status: 'EXPIRING' },
  { expiredAt, correlationId }: { readonly expiredAt: Instant; readonly correlationId: string },
): OutboxMessage {
  const message = create(metering.HoldExpiredSchema, { organisationId, holdId, runId, expiredAt });
  return {
    organisationId,
    topic: TOPICS.metering,
    type: metering.HoldExpiredSchema.typeName,
    payload: toBinary(metering.HoldExpiredSchema, message),
    correlationId,
    causationId: correlationId,
    time: expiredAt,
  };
}
