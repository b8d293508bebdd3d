import { Inject, Injectable } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { InvalidValueError, type OrganisationId } from '@credit-ledger/kernel';
import { parseConsistencyToken } from '@credit-ledger/messaging';
import { MarkWaiter } from './mark-waiter.js';

/** What every query of the ledger takes. */
export class AfterQuery {
  @ApiPropertyOptional({
    description:
      'The Consistency-Token of a write. The answer waits up to 2 seconds until that write shows; "caughtUp" says whether it does.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  after?: string;
}

@Injectable()
export class CaughtUp {
  constructor(@Inject(MarkWaiter) private readonly waiter: MarkWaiter) {}

  /**
   * Waits for the caller's own write. True when there is nothing to wait for.
   * @throws InvalidValueError for a token that is malformed or of another organisation.
   */
  async after(token: string | undefined, organisationId: OrganisationId): Promise<boolean> {
    if (token === undefined) return true;
    const mark = parseConsistencyToken(token);
    if (mark.organisationId !== organisationId)
      throw new InvalidValueError('after', 'is a token of another organisation');
    return this.waiter.hasCaughtUp(mark);
  }
}
