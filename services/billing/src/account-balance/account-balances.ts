import { credits, type Credits, type OrganisationId } from '@credit-ledger/kernel';
import type { SqlSession } from '@credit-ledger/messaging';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { AccountBalanceEntity } from './account-balance.entity.js';

export type ToldBalance = {
  readonly organisationId: OrganisationId;
  readonly balance: Credits;
  /** The ledger and its epoch, `ledger#1`. */
  readonly source: string;
  /** The version of the account at which the balance was this. */
  readonly sequence: bigint;
};

// The ledger's facts arrive in order, but a replayed dead letter may be older than what came after it. A new epoch of the
// ledger, after a restore, counts from a lower version again and is believed at once.
const REMEMBER = `
INSERT INTO account_balances AS known (organisation_id, balance, source, sequence) VALUES ($1, $2, $3, $4)
ON CONFLICT (organisation_id) DO UPDATE
  SET balance = EXCLUDED.balance, source = EXCLUDED.source, sequence = EXCLUDED.sequence
WHERE known.source <> EXCLUDED.source OR known.sequence < EXCLUDED.sequence`;

/** The balances the ledger last told: good enough for a quote, and for nothing that spends. */
@Injectable()
export class AccountBalances {
  constructor(@InjectRepository(AccountBalanceEntity) private readonly balances: Repository<AccountBalanceEntity>) {}

  async lastTold(organisationId: OrganisationId): Promise<Credits | undefined> {
    const row = await this.balances.findOneBy({ organisationId });
    return row === null ? undefined : credits(row.balance);
  }

  async remember(session: SqlSession, { organisationId, balance, source, sequence }: ToldBalance): Promise<void> {
    await session.query(REMEMBER, [organisationId, balance, source, sequence]);
  }
}
