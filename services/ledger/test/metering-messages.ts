import type { MessageInitShape } from '@bufbuild/protobuf';
import { metering } from '@credit-ledger/contracts';
import { messageOf } from './ledger-app.js';

const photoEvent = { photoEventId: 2014n, photoEventName: 'Boston Marathon 2014' };
const at = '2026-11-21T09:00:00.000Z';
const from = (organisationId: string, sequence: bigint) => ({ organisationId, source: 'metering#1', sequence });

export const holdRequested = (
  organisationId: string,
  runId: string,
  credits: bigint,
  sequence: bigint,
  allOrNothing = false,
) =>
  messageOf(
    'credits.metering.v1',
    metering.HoldRequestedSchema,
    {
      organisationId,
      holdId: `hold-${sequence}`,
      runId,
      usageType: 'PHOTO_PROCESSING',
      credits,
      ...photoEvent,
      requestedAt: at,
      actorId: 'ann',
      allOrNothing,
    },
    from(organisationId, sequence),
  );

export const holdExpired = (organisationId: string, runId: string, holdId: string, sequence: bigint) =>
  messageOf(
    'credits.metering.v1',
    metering.HoldExpiredSchema,
    { organisationId, holdId, runId, expiredAt: at },
    from(organisationId, sequence),
  );

export const usageMetered = (
  organisationId: string,
  runId: string,
  credits: bigint,
  sequence: bigint,
  wrong: MessageInitShape<typeof metering.UsageMeteredSchema> = {},
) =>
  messageOf(
    'credits.metering.v1',
    metering.UsageMeteredSchema,
    {
      organisationId,
      chargeId: `charge-${sequence}`,
      runId,
      usageType: 'PHOTO_PROCESSING',
      credits,
      ...photoEvent,
      photoCount: credits,
      photoDigest: new Uint8Array(32),
      rateCardVersion: 1,
      chargedAt: at,
      effectiveAt: at,
      timeZone: 'Asia/Kolkata',
      ...wrong,
    },
    from(organisationId, sequence),
  );

export const runEnded = (organisationId: string, runId: string, sequence: bigint) =>
  messageOf(
    'credits.metering.v1',
    metering.RunEndedSchema,
    { organisationId, runId, outcome: metering.RunOutcome.COMPLETED, endedAt: at },
    from(organisationId, sequence),
  );
