import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * One row for what a gateway told, however often it told it, and none for what nobody signed: with those, strangers could
 * make the table grow without end. Of repetitions the row with which something came of it stays, else the first.
 */
export class RecordGatewayEventsOnce1764000000002 implements MigrationInterface {
  readonly name = 'RecordGatewayEventsOnce1764000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM gateway_events WHERE verdict = 'BAD_SIGNATURE';
      DELETE FROM gateway_events WHERE event_id IN (
        SELECT event_id FROM (
          SELECT event_id, row_number() OVER (
            PARTITION BY gateway, channel, md5(content) ORDER BY verdict <> 'APPLIED', received_at, event_id) AS told
          FROM gateway_events) AS events
        WHERE told > 1);
      CREATE UNIQUE INDEX gateway_events_once ON gateway_events (gateway, channel, md5(content));`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX gateway_events_once');
  }
}
