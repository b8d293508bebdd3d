import type { MigrationInterface, QueryRunner } from 'typeorm';
import { deferredUsageSql } from './deferred-usage.js';

export class DeferredUsage1763800000000 implements MigrationInterface {
  name = 'DeferredUsage1763800000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(deferredUsageSql);
  }

  /** What is deferred was read from the topic and is nowhere else: it has to be counted first. */
  async down(queryRunner: QueryRunner): Promise<void> {
    const [row] = (await queryRunner.query('SELECT count(*)::int AS waiting FROM deferred_usage')) as [
      { waiting: number },
    ];
    if (row.waiting > 0) {
      throw new Error(
        'usage waits in deferred_usage: let this release count it before the schema goes back (GET /v1/lanes)',
      );
    }
    await queryRunner.query('DROP TABLE deferred_usage');
  }
}
