import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lets operators pause a reader, and see from anywhere which event stopped one. */
export class ControlReaders1764210000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table checkpoints
        add column paused_by text,
        add column paused_at timestamptz,
        add column stopped_at timestamptz,
        -- The poison event: where it is, and the kind of failure. Nothing of what is in it.
        add column stopped_by jsonb`);
  }

  /** A reader that was paused goes on. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table checkpoints
        drop column paused_by, drop column paused_at, drop column stopped_at, drop column stopped_by`);
  }
}
