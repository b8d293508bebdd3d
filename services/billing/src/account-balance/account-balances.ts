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
INSERT INTO account_balances AS known (organisation_id, balance, source, sequence)
SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[], $4::bigint[])
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
}

/** Takes over what the facts of a batch say, unless later ones are known. One balance per organisation. */
export async function rememberBalances(session: SqlSession, told: readonly ToldBalance[]): Promise<void> {
  if (told.length === 0) return;
  // Sorted, so that two processes that hear of the same organisations do not deadlock.
  const sorted = [...told].sort((a, b) => (a.organisationId < b.organisationId ? -1 : 1));
  await session.query(REMEMBER, [
    sorted.map(({ organisationId }) => organisationId),
    sorted.map(({ balance }) => balance),
    sorted.map(({ source }) => source),
    sorted.map(({ sequence }) => sequence),
  ]);
}
