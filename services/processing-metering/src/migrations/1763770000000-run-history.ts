import type { MigrationInterface, QueryRunner } from 'typeorm';
import { runHistorySql } from './run-history.js';

export class RunHistory1763770000000 implements MigrationInterface {
  name = 'RunHistory1763770000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(runHistorySql);
  }

  async down(): Promise<void> {
    throw new Error('who did what to a run is told nowhere else; restore a backup instead');
  }
}
