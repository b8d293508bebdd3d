import { eventually } from '@credit-ledger/testing';
import type { BillingApp } from './billing-app.js';

/**
 * Makes requests truly meet: holds a row lock until so many of the service's transactions wait for a lock, then lets them
 * all go at once. Without it the first request is usually done before the second has a connection.
 */
export async function heldUp<Answer>(
  billing: BillingApp,
  { lock, id, waiting }: { readonly lock: string; readonly id: string; readonly waiting: number },
  send: () => readonly PromiseLike<Answer>[],
): Promise<Answer[]> {
  const holder = await billing.database.connect();
  try {
    await holder.query('BEGIN');
    await holder.query(lock, [id]);
    // Supertest sends a request when somebody awaits it.
    const answers = Promise.all(send());
    await eventually(async () => {
      const { rows } = await billing.database.query<{ count: string }>(
        `SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
      );
      return Number(rows[0]?.count) >= waiting;
    });
    await holder.query('COMMIT');
    return await answers;
  } finally {
    // Closed, not given back: should the wait have failed, its lock goes with it.
    holder.release(true);
  }
}

export const PAYMENT_ROW = 'SELECT 1 FROM payments WHERE payment_id = $1 FOR UPDATE';
export const ORGANISATION_ROW = 'SELECT 1 FROM organisations WHERE organisation_id = $1 FOR UPDATE';
export const CHECKOUT_ROW = 'SELECT 1 FROM sandbox_checkouts WHERE checkout_id = $1 FOR UPDATE';
