import type { MigrationInterface, QueryRunner } from 'typeorm';
import { rateVersionsSql } from './rate-versions.js';

export class RateVersions1763780000000 implements MigrationInterface {
  name = 'RateVersions1763780000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(rateVersionsSql);
  }

  async down(): Promise<void> {
    throw new Error('charges name the rates that priced them, who set them and why; restore a backup instead');
  }
}
