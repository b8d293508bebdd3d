import type { MigrationInterface, QueryRunner } from 'typeorm';
import { holdExpirySql } from './hold-expiry.js';

export class HoldExpiry1763750000000 implements MigrationInterface {
  name = 'HoldExpiry1763750000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(holdExpirySql);
  }

  async down(): Promise<void> {
    throw new Error('a hold that expires was told to the ledger; restore a backup instead');
  }
}
