import { z } from 'zod';
import { ApiError, type Answer, type JsonClient } from './json-client.js';

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
export type LedgerTokens = { readonly operator: string; readonly staff: string };

/** The ledger's projections, as a dashboard reads them, and its corrections by staff. */
export class LedgerApi {
  constructor(
    private readonly client: JsonClient,
    private readonly organisationId: string,
    private readonly tokens: LedgerTokens,
  ) {}

  /** Undefined while the ledger has not heard of the organisation. */
  async balance(after?: string): Promise<Balance | undefined> {
    try {
      return (await this.get('balance', balance, { after })).body;
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return undefined;
      throw error;
    }
  }

  /** The current month and the three before, newest first. */
  async months(): Promise<readonly Month[]> {
    return (await this.get('usage/monthly', months)).body.months;
  }

  /** All rows, newest first. */
  async transactions(type: 'usage' | 'purchase' | 'adjustment'): Promise<readonly Transaction[]> {
    const rows: Transaction[] = [];
    for (let cursor: string | undefined; ;) {
      const { body } = await this.get('transactions', transactions, { type, limit: '200', cursor });
      rows.push(...body.items);
      if (!body.nextCursor) return rows;
      cursor = body.nextCursor;
    }
  }

  /** Gives credits of a run back. */
  refund(runId: string, credits: number, reason: string): Promise<Answer<UsageRefund>> {
    const path = this.path(`runs/${runId}/refunds`);
    const { staff: token } = this.tokens;
    return this.client.request({ method: 'POST', path, body: { credits, reason }, token, answer: usageRefund });
  }

  private get<Schema extends z.ZodType>(
    what: string,
    answer: Schema,
    query: Readonly<Record<string, string | undefined>> = {},
  ) {
    const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const path = `${this.path(what)}?${new URLSearchParams(given).toString()}`;
    return this.client.request({ method: 'GET', path, token: this.tokens.operator, answer });
  }

  private path(rest: string): string {
    return `/v1/organisations/${this.organisationId}/${rest}`;
  }
}
