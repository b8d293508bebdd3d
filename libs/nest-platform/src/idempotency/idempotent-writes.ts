import type { Clock } from '@credit-ledger/kernel';
import { plusMs } from '@credit-ledger/kernel';
import type { SqlSession } from '@credit-ledger/messaging';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK } from '../clock.js';
import { IdempotencyKeyReusedError } from './idempotency-key.js';
import { requestHash } from './request-hash.js';

export type IdempotentWrite = {
  /** The transaction that the effect belongs to. The key is written in it first, and the answer last. */
  readonly session: SqlSession;
  readonly organisationId: string;
  /** Method and path pattern, such as `POST /v1/organisations/:organisationId/orders`. */
  readonly route: string;
  readonly key: string;
  /** All that decides the effect: path parameters and body. */
  readonly request: unknown;
};

/** What is stored and sent again. `body` must survive JSON. */
export type Answer<Body = unknown> = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: Body;
};

export const IDEMPOTENCY_KEPT_MS = 7 * 24 * 60 * 60 * 1_000;

type KeyRow = { readonly request_hash: Buffer; readonly answer: Answer | null };

/**
 * Runs a write at most once per (organisation, route, key). The key's row and the effect commit together, so that either
 * both are there or neither: a write that was refused or failed leaves no key, and the same key may be sent again. A second
 * request with the key waits at the row until the first one's transaction has ended.
 */
@Injectable()
export class IdempotentWrites {
  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  /** @throws IdempotencyKeyReusedError when the key came with another request, and whatever `work` throws. */
  async run<Body>(
    write: IdempotentWrite,
    work: () => Promise<Answer<Body>>,
  ): Promise<Answer<Body> & { replayed: boolean }> {
    if (!(await this.take(write))) {
      const first = await this.find<Body>(write);
      if (first !== null) return { ...first, replayed: true };
    }
    const answer = await work();
    const { session, organisationId, route, key } = write;
    await session.query(
      'UPDATE idempotency_keys SET answer = $4 WHERE organisation_id = $1 AND route = $2 AND key = $3',
      [organisationId, route, key, JSON.stringify(answer)],
    );
    return { ...answer, replayed: false };
  }

  /** Puts the answer in the place of one that said 202, not yet. It stays the first one to do so, which is returned. */
  async settle<Body>(write: IdempotentWrite, answer: Answer<Body>): Promise<Answer<Body>> {
    const { session, organisationId, route, key } = write;
    await session.query(
      `UPDATE idempotency_keys SET answer = $4
        WHERE organisation_id = $1 AND route = $2 AND key = $3 AND answer ->> 'status' = '202'`,
      [organisationId, route, key, JSON.stringify(answer)],
    );
    return (await this.find<Body>(write)) ?? answer;
  }

  /**
   * Keeps the key in a transaction of its own, before the `run` of an effect that no transaction can take back. When that
   * effect is there and its answer is not, the next `run` with the key works again, and of the same request only; so the
   * effect has to be one that is made once, however often.
   *
   * @returns whether nobody had kept the key.
   * @throws IdempotencyKeyReusedError when the key came with another request.
   */
  async reserve(write: IdempotentWrite): Promise<boolean> {
    const isNew = await this.take(write);
    if (!isNew) await this.find(write);
    return isNew;
  }

  /** Whether the key is this transaction's now. If not, its row is locked, and its transaction has ended. */
  private async take({ session, organisationId, route, key, request }: IdempotentWrite): Promise<boolean> {
    const now = this.clock.now();
    // A key that has had its time is taken over as if it were new.
    const taken = await session.query(
      `INSERT INTO idempotency_keys (organisation_id, route, key, request_hash, created_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (organisation_id, route, key) DO UPDATE
         SET request_hash = excluded.request_hash, answer = NULL, created_at = excluded.created_at
         WHERE idempotency_keys.created_at < $6
       RETURNING 1`,
      [organisationId, route, key, requestHash(request), now, plusMs(now, -IDEMPOTENCY_KEPT_MS)],
    );
    return taken.length > 0;
  }

  /** The first answer; null when the key was reserved and what it is for was not finished. */
  private async find<Body>({
    session,
    organisationId,
    route,
    key,
    request,
  }: IdempotentWrite): Promise<Answer<Body> | null> {
    const [row] = await session.query<KeyRow>(
      'SELECT request_hash, answer FROM idempotency_keys WHERE organisation_id = $1 AND route = $2 AND key = $3',
      [organisationId, route, key],
    );
    if (!row?.request_hash.equals(requestHash(request))) throw new IdempotencyKeyReusedError();
    // The body was stored by `work` of this very route, whose answers have one shape.
    return row.answer as Answer<Body> | null;
  }
}
