import { messagingTablesSql } from '@credit-ledger/messaging';
import { idempotencyTableSql } from '@credit-ledger/nest-platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { meteringTablesSql } from './metering-tables.js';

/** The schema from nothing. Photo charges are never deleted, so there is no way down that would keep its promise. */
export class MeteringTables1763700000000 implements MigrationInterface {
  name = 'MeteringTables1763700000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(messagingTablesSql);
    await queryRunner.query(idempotencyTableSql);
    await queryRunner.query(meteringTablesSql);
  }

  async down(): Promise<void> {
    throw new Error('which photos were charged must not be forgotten; restore a backup instead');
  }
}
