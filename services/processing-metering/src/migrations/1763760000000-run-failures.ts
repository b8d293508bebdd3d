import type { MigrationInterface, QueryRunner } from 'typeorm';
import { runFailuresSql } from './run-failures.js';

export class RunFailures1763760000000 implements MigrationInterface {
  name = 'RunFailures1763760000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(runFailuresSql);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TABLE run_failures;
      ALTER TABLE runs DROP COLUMN failed_photos, DROP COLUMN is_type_known;`);
  }
}
