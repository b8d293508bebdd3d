import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Counts how often a reader was resumed: whoever stands still since fewer than that is to try again. */
export class ResumeStoppedReaders1764240000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table checkpoints add column resumes integer not null default 0');
  }

  /** A stopped reader tries again when its service starts. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table checkpoints drop column resumes');
  }
}
