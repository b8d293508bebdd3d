import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ratesOfAllTypesSql } from './rates-of-all-types.js';

export class RatesOfAllTypes1763720000000 implements MigrationInterface {
  name = 'RatesOfAllTypes1763720000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(ratesOfAllTypesSql);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `UPDATE rate_cards SET rates = rates - '{STORE_ORIGINALS,AI_IMAGE_ROTATION,WATERMARK_REPROCESSING}'::text[]`,
    );
  }
}
