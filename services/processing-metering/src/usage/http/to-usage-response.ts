import { assertNever, DomainError, InvalidValueError, toJsonInteger } from '@credit-ledger/kernel';
import { consistencyToken } from '@credit-ledger/messaging';
import { OrganisationNotRegisteredError } from '../../organisations/organisation-not-registered.error.js';
import type { IncomingUsage } from '../commands/usage-intake.js';
import type { UsageOutcome } from '../commands/usage-outcome.js';
import type { UsageItemResponse } from './usage.response.js';

const NOTHING_COUNTED = { newPhotos: 0, alreadyCharged: 0, freePhotos: 0, credits: 0 } as const;

export function toItemResponse(
  index: number,
  { report, messageId: id }: IncomingUsage,
  outcome: UsageOutcome,
  source: string,
): UsageItemResponse {
  switch (outcome.kind) {
    case 'pending': {
      // Kept, so nothing is lost; but until the organisation registers nobody can say that it was counted.
      const { code, message: detail } = new OrganisationNotRegisteredError(report.organisationId);
      return { index, id, status: 'pending', code, retryable: true, detail, ...NOTHING_COUNTED };
    }
    case 'counted': {
      const { counts, charges, sequence } = outcome;
      const { newPhotos, alreadyCharged, freePhotos } = counts;
      const chargeId = charges.find(({ usageType }) => usageType !== 'STORE_ORIGINALS')?.chargeId;
      const originalsChargeId = charges.find(({ usageType }) => usageType === 'STORE_ORIGINALS')?.chargeId;
      // A conditional spread for each that may be missing would take longer than all the rest.
      const item: { -readonly [Field in keyof UsageItemResponse]: UsageItemResponse[Field] } = {
        index,
        id,
        status: counts.photos > 0 && alreadyCharged === counts.photos ? 'duplicate' : 'accepted',
        newPhotos,
        alreadyCharged,
        freePhotos,
        credits: toJsonInteger(counts.credits),
      };
      if (chargeId !== undefined) item.chargeId = chargeId;
      if (originalsChargeId !== undefined) item.originalsChargeId = originalsChargeId;
      if (sequence !== undefined) {
        item.consistencyToken = consistencyToken(source, report.organisationId, sequence);
      }
      return item;
    }
    case 'refused':
      return toRejectedResponse(index, { id }, outcome.error);
    default:
      return assertNever(outcome);
  }
}

/** A bad item of a batch. It fails alone, with the code that it would be refused with on its own. */
export function toRejectedResponse(index: number, item: unknown, error: DomainError): UsageItemResponse {
  const field = error.details['field'];
  return {
    index,
    id: idOf(item),
    status: 'rejected',
    code: error instanceof InvalidValueError ? 'request.invalid' : error.code,
    ...(typeof field === 'string' && { field }),
    detail: error.message,
    ...NOTHING_COUNTED,
  };
}

const idOf = (item: unknown): string | null =>
  typeof item === 'object' && item !== null && 'id' in item && typeof item.id === 'string'
    ? item.id.slice(0, 200)
    : null;
