import type { MigrationInterface, QueryRunner } from 'typeorm';
import { pendingUsageOnceSql } from './pending-usage-once.js';

export class PendingUsageOnce1763790000000 implements MigrationInterface {
  name = 'PendingUsageOnce1763790000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(pendingUsageOnceSql);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX pending_usage_once');
  }
}
