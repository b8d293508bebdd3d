import { assertNever } from '@credit-ledger/kernel';
import type { UsageType } from './run.js';

/** Domain rule "holds.all-or-nothing": whether a hold that cannot be placed in full is refused. */
export function isAllOrNothing(usageType: UsageType): boolean {
  switch (usageType) {
    // Photos are worth having one by one, so the hold takes what there is.
    case 'PHOTO_PROCESSING':
      return false;
    case 'AI_IMAGE_ROTATION':
    case 'WATERMARK_REPROCESSING':
      return true;
    default:
      return assertNever(usageType);
  }
}
