import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A position means something in one event store alone: a checkpoint says in which. */
export class CheckpointsOfOneStore1764250000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Unknown until the ledger starts, which then notes the store that it is given.
    await runner.query('alter table checkpoints add column store text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table checkpoints drop column store');
  }
}
