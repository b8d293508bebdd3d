import type { MigrationInterface, QueryRunner } from 'typeorm';
import { runImagesSql } from './run-images.js';

export class RunImages1763740000000 implements MigrationInterface {
  name = 'RunImages1763740000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(runImagesSql);
  }

  async down(): Promise<void> {
    throw new Error('which images were charged must not be forgotten; restore a backup instead');
  }
}
