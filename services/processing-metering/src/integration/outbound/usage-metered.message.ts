import { create, toBinary } from '@bufbuild/protobuf';
import { metering } from '@credit-ledger/contracts';
import { type ActorId, type Credits, type Instant, type OrganisationId, type RunId } from '@credit-ledger/kernel';
import { TOPICS, type OutboxMessage } from '@credit-ledger/messaging';
import type { TimeZone } from '../../organisations/time-zone.js';
import type { UsageType } from '../../runs/domain/run.js';
import type { EffectiveTime } from '../../usage/domain/effective-time.js';
import type { PhotoEvent } from '../../usage/domain/photo-event.js';
import type { ChargedUsageType } from '../../usage/domain/plan-intake.js';

export type MeteredCharge = {
  readonly organisationId: OrganisationId;
  readonly chargeId: string;
  readonly runId: RunId;
  readonly usageType: ChargedUsageType;
  /** The run's own, which an option of it is charged beside. */
  readonly runUsageType: UsageType;
  readonly credits: Credits;
  readonly photoEvent: PhotoEvent;
  readonly photoCount: number;
  readonly photoDigest: Uint8Array;
  readonly rateCardVersion: number;
  /** Of the organisation's own rates; 0 when it has none. */
  readonly rateOverrideVersion: number;
  readonly chargedAt: Instant;
  readonly effective: EffectiveTime;
  readonly timeZone: TimeZone;
  readonly actorId: ActorId;
  readonly correlationId: string;
  /** The first report of the charge: one charge may have many causes. */
  readonly causationId: string;
};

/** The message bears the charge's id: a charge is told once. */
export function usageMeteredMessage(charge: MeteredCharge): OutboxMessage {
  const { organisationId, chargeId, correlationId, causationId } = charge;
  const message = create(metering.UsageMeteredSchema, {
    organisationId,
    chargeId,
    runId: charge.runId,
    usageType: charge.usageType,
    runUsageType: charge.runUsageType === charge.usageType ? '' : charge.runUsageType,
    credits: charge.credits,
    photoEventId: BigInt(charge.photoEvent.id),
    photoEventName: charge.photoEvent.name,
    photoCount: BigInt(charge.photoCount),
    photoDigest: charge.photoDigest,
    rateCardVersion: charge.rateCardVersion,
    rateOverrideVersion: charge.rateOverrideVersion,
    chargedAt: charge.chargedAt,
    effectiveAt: charge.effective.effectiveAt,
    effectiveAtReplaced: charge.effective.replaced,
    timeZone: charge.timeZone,
    actorId: charge.actorId,
  });
  return {
    id: chargeId,
    organisationId,
    topic: TOPICS.metering,
    type: metering.UsageMeteredSchema.typeName,
    payload: toBinary(metering.UsageMeteredSchema, message),
    correlationId,
    causationId,
    time: charge.chargedAt,
  };
}
