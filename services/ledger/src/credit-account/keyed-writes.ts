import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { v5 as uuidv5 } from 'uuid';
import type { CommandMetadata } from '@credit-ledger/event-sourcing';
import type { ActorId, OrganisationId } from '@credit-ledger/kernel';
import { consistencyToken, inTransaction } from '@credit-ledger/messaging';
import {
  CONSISTENCY_TOKEN_HEADER,
  IdempotencyKeyReusedError,
  IdempotentWrites,
  PG_POOL,
  type Answer,
} from '@credit-ledger/nest-platform';
import { LEDGER_SOURCE } from '../ledger-source.js';

/** A write over HTTP that ends in events of an account. */
export type KeyedWrite = {
  readonly organisationId: OrganisationId;
  /** Method and path pattern. */
  readonly route: string;
  readonly key: string;
  /** All that decides the effect. */
  readonly request: unknown;
};

/** Who asked for a write, and in which request. */
export type KeyedRequest = {
  readonly actor: ActorId;
  readonly idempotencyKey: string;
  readonly correlationId: string;
};

/** What was appended: the version of the account's stream that shows it, and what the caller is told. */
export type Appended<Body> = { readonly version: number; readonly body: Body };

// Writes are known again by a name made of what the caller chose; any fixed UUID does as the name space.
const NAMESPACE = 'b7b1f3d4-5a52-4f0e-9d59-6f2a1c1f7c11';

// Where the write came from. It has no epoch, because it numbers nothing that a backup could set back.
const SOURCE = 'ledger-http';

/** The id of the message that a write becomes: the same for every request with its key. */
export const messageIdOf = ({ organisationId, route, key }: KeyedWrite): string =>
  uuidv5(`${organisationId} ${route} ${key}`, NAMESPACE);

export const metadataOf = (write: KeyedWrite, { actor, correlationId }: KeyedRequest): CommandMetadata => ({
  ...{ messageId: messageIdOf(write), correlationId, causationId: correlationId, actor },
  ...{ source: SOURCE, sequence: undefined },
});

/**
 * Appends once per key, though key and events are kept in two places that cannot commit together. The key is kept before
 * the event is appended, and its answer after it: a process that dies in between leaves a key that says what was wanted,
 * and the retry is told apart from another wish.
 */
@Injectable()
export class KeyedWrites {
  constructor(
    @Inject(IdempotentWrites) private readonly writes: IdempotentWrites,
    @Inject(PG_POOL) private readonly pool: Pool,
    @Inject(LEDGER_SOURCE) private readonly source: string,
  ) {}

  /**
   * @param wasMade whether the account has the write's events already.
   * @param append has to be something that is made once, however often.
   * @throws IdempotencyKeyReusedError also when the key is older than the keys that are kept.
   */
  async once<Body>(
    write: KeyedWrite,
    wasMade: boolean,
    status: number,
    append: () => Promise<Appended<Body>>,
  ): Promise<Answer<Body>> {
    await inTransaction(this.pool, async (session) => {
      const isNew = await this.writes.reserve({ session, ...write });
      // Nothing is appended without a kept key, so this one was kept once, and nobody knows any more what for.
      if (isNew && wasMade) throw new IdempotencyKeyReusedError();
    });
    return inTransaction(this.pool, (session) =>
      this.writes.run({ session, ...write }, async () => {
        const { version, body } = await append();
        const token = consistencyToken(this.source, write.organisationId, BigInt(version));
        return { status, headers: { [CONSISTENCY_TOKEN_HEADER]: token }, body };
      }),
    );
  }
}
