import { ledgerClient, type LedgerClient } from '@credit-ledger/api-client';
import { z } from 'zod';
import { ApiError } from './api-error.js';
import { checked, checkedBody, type Answer } from './checked.js';
import type { Connect } from './connection.js';
import { keyed } from './keyed.js';

const caughtUp = z.boolean();
const balance = z.object({
  balance: z.number(),
  held: z.number(),
  available: z.number(),
  version: z.number(),
  caughtUp,
});
const month = z.object({
  month: z.string(),
  creditsUsed: z.number(),
  usageTransactions: z.number(),
  current: z.boolean(),
});
const months = z.object({ months: z.array(month), caughtUp });
const transaction = z.object({
  transactionId: z.string(),
  type: z.string(),
  credits: z.number(),
  overrun: z.boolean(),
  occurredAt: z.string(),
  actor: z.string(),
  details: z.record(z.string(), z.unknown()),
});
const transactions = z.object({ items: z.array(transaction), nextCursor: z.string().nullish(), caughtUp });

const refundLot = z.object({
  lotId: z.string(),
  sourceLotId: z.string(),
  credits: z.number(),
  unitPrice: z.string(),
  currency: z.string(),
});
const usageRefund = z.object({
  refundId: z.string(),
  runId: z.string(),
  credits: z.number(),
  forgiven: z.number(),
  lots: z.array(refundLot),
});

export type Balance = z.infer<typeof balance>;
export type Month = z.infer<typeof month>;
export type Transaction = z.infer<typeof transaction>;
export type UsageRefund = z.infer<typeof usageRefund>;

/** The ledger's projections, as a dashboard reads them, and its corrections by staff. */
export class LedgerApi {
  private readonly operator: LedgerClient;
  private readonly staff: LedgerClient;
  private readonly path: { readonly organisationId: string };

  constructor(connect: Connect, organisationId: string) {
    this.operator = ledgerClient(connect('operator'));
    this.staff = ledgerClient(connect('staff'));
    this.path = { organisationId };
  }

  /** Undefined while the ledger has not heard of the organisation. */
  async balance(after?: string): Promise<Balance | undefined> {
    const params = { path: this.path, query: after === undefined ? {} : { after } };
    try {
      const path = '/v1/organisations/{organisationId}/balance';
      return await checkedBody(balance, this.operator.GET(path, { params }));
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return undefined;
      throw error;
    }
  }

  /** The current month and the three before, newest first. */
  async months(): Promise<readonly Month[]> {
    const params = { path: this.path };
    const path = '/v1/organisations/{organisationId}/usage/monthly';
    return (await checkedBody(months, this.operator.GET(path, { params }))).months;
  }

  /** All rows, newest first. */
  async transactions(type: 'usage' | 'purchase' | 'adjustment'): Promise<readonly Transaction[]> {
    const rows: Transaction[] = [];
    for (let cursor: string | undefined; ;) {
      const query = { type, limit: 200, ...(cursor !== undefined && { cursor }) };
      const path = '/v1/organisations/{organisationId}/transactions';
      const page = this.operator.GET(path, { params: { path: this.path, query } });
      const { items, nextCursor } = await checkedBody(transactions, page);
      rows.push(...items);
      if (!nextCursor) return rows;
      cursor = nextCursor;
    }
  }

  /** Gives credits of a run back. */
  refund(runId: string, credits: number, reason: string): Promise<Answer<UsageRefund>> {
    const params = { path: { ...this.path, runId }, header: keyed() };
    const path = '/v1/organisations/{organisationId}/runs/{runId}/refunds';
    return checked(usageRefund, this.staff.POST(path, { params, body: { credits, reason } }));
  }
}
