import type { MigrationInterface, QueryRunner } from 'typeorm';
import { holdRefusalsSql } from './hold-refusals.js';

export class HoldRefusals1763730000000 implements MigrationInterface {
  name = 'HoldRefusals1763730000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(holdRefusalsSql);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE runs DROP COLUMN hold_refused_available');
  }
}
