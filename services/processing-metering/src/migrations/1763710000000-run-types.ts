import type { MigrationInterface, QueryRunner } from 'typeorm';
import { runTypesSql } from './run-types.js';

export class RunTypes1763710000000 implements MigrationInterface {
  name = 'RunTypes1763710000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(runTypesSql);
  }

  async down(): Promise<void> {
    throw new Error('which runs store originals must not be forgotten; restore a backup instead');
  }
}
