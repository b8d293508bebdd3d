import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Tells of each month which of its transactions was opened first and which last. Of all generations, those to come included: it
 * needs no column that an old one lacks.
 */
export class MonthsOfTransactions1764230000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index transactions_by_month
        on transactions (organisation_id, date_trunc('month', occurred_at at time zone 'UTC'), position)`);
  }

  /** Lists of old days are slow again. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index transactions_by_month');
  }
}
