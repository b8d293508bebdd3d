import type { Instant } from '@credit-ledger/kernel';
import { OutdatedReadError, type SqlSession } from '@credit-ledger/messaging';
import type { RateCard } from './domain/rate-card.js';
import { findRateCard } from './find-rate-card.js';

/**
 * The rate card as it was last read, for the intake, which would otherwise ask for it in every transaction. Whoever prices
 * with it confirms, in the same transaction, that it is the version in force; with another one nothing is committed.
 */
export class RememberedRateCard {
  private last: RateCard | undefined;

  async get(session: SqlSession, at: Instant): Promise<RateCard> {
    return (this.last ??= await findRateCard(session, at));
  }

  /** @throws OutdatedReadError when another version is in force: the transaction is to run again, and reads it. */
  confirm({ version }: RateCard, inForce: number | undefined): void {
    if (version === inForce) return;
    this.last = undefined;
    throw new OutdatedReadError(`rate card ${version} is not in force, ${inForce} is`);
  }
}
