import type { ActorId, Instant } from '@credit-ledger/kernel';
import type { Answer } from '@credit-ledger/nest-platform';
import { Command } from '@nestjs/cqrs';
import type { RateVersion } from '../domain/rate-version.js';
import type { RateScope } from '../rate-versions.js';

export type NewRates = {
  /** Missing means as soon as may be. */
  readonly effectiveFrom: Instant | undefined;
  readonly rates: RateVersion['rates'];
  readonly reason: string;
};

/** Adds a version of the rate card, or of an organisation's own rates. */
export class AddRates extends Command<Answer<RateVersion>> {
  constructor(
    readonly scope: RateScope,
    readonly data: NewRates,
    readonly metadata: { readonly actorId: ActorId; readonly idempotencyKey: string },
  ) {
    super();
  }
}
