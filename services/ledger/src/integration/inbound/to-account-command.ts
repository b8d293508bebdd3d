import { billing, metering } from '@credit-ledger/contracts';
import {
  InvalidValueError,
  parseActorId,
  parseCredits,
  parseCurrency,
  parseInstant,
  parsePhotoEventId,
  parseRunId,
  parseText,
  SYSTEM_ACTOR,
  type ActorId,
  type Instant,
} from '@credit-ledger/kernel';
import { IANAZone } from 'luxon';
import type { CreditAccountCommand } from '../../credit-account/domain/credit-account.commands.js';
import type { PhotoEvent, RunOutcome } from '../../credit-account/domain/credit-account.events.js';
import type { HoldId } from '../../credit-account/domain/hold.js';
import type { AdditionSource, UnitPrice } from '../../credit-account/domain/lot.js';
import { parseChargedAt, parseMessageCredits } from './message-bounds.js';

/** What a message asks of the account, and who and when it was by the business. */
export type AccountInstruction = {
  readonly [Command in CreditAccountCommand as Command['type']]: Pick<Command, 'type' | 'data'>;
}[CreditAccountCommand['type']] & { readonly actor: ActorId; readonly effectiveAt: Instant };

/** Every mapper parses all it takes over, and throws InvalidValueError naming the field: the message is a dead letter. */
export function fromOrganisationRegistered(message: billing.OrganisationRegistered): AccountInstruction {
  const registeredAt = parseInstant(message.registeredAt, 'registered_at');
  return {
    type: 'OpenAccount',
    data: {
      region: parseText(message.region, 'region', 2),
      currency: parseCurrency(message.currency),
      timeZone: timeZoneOf(message.timeZone),
      registeredAt,
    },
    actor: actorOf(message.actorId),
    effectiveAt: registeredAt,
  };
}

export function fromCreditsGranted(message: billing.CreditsGranted): AccountInstruction {
  const addedAt = parseInstant(message.grantedAt, 'granted_at');
  return {
    type: 'AddCredits',
    data: {
      additionId: parseText(message.additionId, 'addition_id', 128),
      source: sourceOf(message.source),
      credits: parseMessageCredits(message.credits, 'credits'),
      unitPrice: unitPriceOf(message.unitPrice),
      currency: parseCurrency(message.currency),
      addedAt,
      paymentId: optionalText(message.paymentId, 'payment_id', 128),
      orderId: optionalText(message.orderId, 'order_id', 128),
      gateway: optionalText(message.gateway, 'gateway', 64),
      reason: optionalText(message.reason, 'reason', 500),
    },
    actor: actorOf(message.actorId),
    effectiveAt: addedAt,
  };
}

export function fromHoldRequested(message: metering.HoldRequested): AccountInstruction {
  return {
    type: 'PlaceHold',
    data: {
      holdId: parseText(message.holdId, 'hold_id', 128) as HoldId,
      runId: parseRunId(message.runId, 'run_id'),
      usageType: parseText(message.usageType, 'usage_type', 64),
      photoEvent: photoEventOf(message),
      credits: parseMessageCredits(message.credits, 'credits'),
      allOrNothing: message.allOrNothing,
    },
    actor: actorOf(message.actorId),
    effectiveAt: parseInstant(message.requestedAt, 'requested_at'),
  };
}

export function fromHoldExpired(message: metering.HoldExpired): AccountInstruction {
  return {
    type: 'ExpireHold',
    data: {
      holdId: parseText(message.holdId, 'hold_id', 128) as HoldId,
      runId: parseRunId(message.runId, 'run_id'),
    },
    actor: SYSTEM_ACTOR,
    effectiveAt: parseInstant(message.expiredAt, 'expired_at'),
  };
}

export function fromUsageMetered(message: metering.UsageMetered, now: Instant): AccountInstruction {
  const usageType = parseText(message.usageType, 'usage_type', 64);
  return {
    type: 'ChargeUsage',
    data: {
      chargeId: parseText(message.chargeId, 'charge_id', 128),
      runId: parseRunId(message.runId, 'run_id'),
      usageType,
      runUsageType: optionalText(message.runUsageType, 'run_usage_type', 64) ?? usageType,
      photoEvent: photoEventOf(message),
      credits: parseMessageCredits(message.credits, 'credits'),
      photoCount: parseCredits(message.photoCount, 'photo_count', 0n),
      photoDigest: Buffer.from(message.photoDigest).toString('hex'),
      rateCardVersion: message.rateCardVersion,
      rateOverrideVersion: message.rateOverrideVersion === 0 ? undefined : message.rateOverrideVersion,
      chargedAt: parseChargedAt(message.chargedAt, 'charged_at', now),
      effectiveAtReplaced: message.effectiveAtReplaced,
      timeZone: timeZoneOf(message.timeZone),
    },
    actor: actorOf(message.actorId),
    effectiveAt: parseInstant(message.effectiveAt, 'effective_at'),
  };
}

export function fromRunEnded(message: metering.RunEnded): AccountInstruction {
  return {
    type: 'EndRun',
    data: { runId: parseRunId(message.runId, 'run_id'), outcome: outcomeOf(message.outcome) },
    actor: actorOf(message.actorId),
    effectiveAt: parseInstant(message.endedAt, 'ended_at'),
  };
}

const photoEventOf = (message: { readonly photoEventId: bigint; readonly photoEventName: string }): PhotoEvent => ({
  id: parsePhotoEventId(message.photoEventId, 'photo_event_id'),
  name: parseText(message.photoEventName, 'photo_event_name', 200),
});

const actorOf = (actorId: string): ActorId => (actorId === '' ? SYSTEM_ACTOR : parseActorId(actorId, 'actor_id'));

// Protobuf has no "absent" for plain strings: both mean the same.
const optionalText = (text: string, field: string, lengthMax: number): string | undefined =>
  text === '' ? undefined : parseText(text, field, lengthMax);

function unitPriceOf(text: string): UnitPrice {
  if (!/^\d{1,9}(\.\d{1,8})?$/.test(text))
    throw new InvalidValueError('unit_price', 'must be a decimal such as "1.50"');
  return text as UnitPrice;
}

// Asking whether a zone exists costs more than all the rest of a charge; there are a few hundred that do.
const knownZones = new Set<string>();

function timeZoneOf(zone: string): string {
  if (knownZones.has(zone)) return zone;
  if (!IANAZone.isValidZone(zone))
    throw new InvalidValueError('time_zone', 'must be an IANA zone such as "Asia/Kolkata"');
  knownZones.add(zone);
  return zone;
}

function sourceOf(source: billing.AdditionSource): AdditionSource {
  switch (source) {
    case billing.AdditionSource.PURCHASE:
      return 'PURCHASE';
    case billing.AdditionSource.FREE_CREDITS:
      return 'FREE_CREDITS';
    case billing.AdditionSource.INCLUDED:
      return 'INCLUDED';
    default:
      throw new InvalidValueError('source', 'must be a known addition source');
  }
}

function outcomeOf(outcome: metering.RunOutcome): RunOutcome {
  switch (outcome) {
    case metering.RunOutcome.COMPLETED:
      return 'COMPLETED';
    case metering.RunOutcome.CANCELLED:
      return 'CANCELLED';
    default:
      throw new InvalidValueError('outcome', 'must be a known outcome');
  }
}
