import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigintColumn, textColumn } from '@credit-ledger/nest-platform';

/** The balance as the ledger last told it; for quotes only. `sequence` is the version of the account it was true at. */
@Entity('account_balances')
export class AccountBalanceEntity {
  @PrimaryColumn(textColumn('organisation_id'))
  organisationId!: string;

  @Column(bigintColumn('balance'))
  balance!: bigint;

  @Column(textColumn('source'))
  source!: string;

  @Column(bigintColumn('sequence'))
  sequence!: bigint;
}
