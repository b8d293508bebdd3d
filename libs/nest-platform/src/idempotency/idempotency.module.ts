import { Global, Inject, Module, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { plusMs, type Clock, type Log } from '@credit-ledger/kernel';
import pg from 'pg';
import { CLOCK } from '../clock.js';
import { PG_POOL } from '../database/database.module.js';
import { LOGGER } from '../logging/create-logger.js';
import { IDEMPOTENCY_KEPT_MS, IdempotentWrites } from './idempotent-writes.js';

const PURGE_EVERY_MS = 60 * 60 * 1_000;
const PURGED_AT_ONCE_MAX = 10_000;

/** `IdempotentWrites`, and the hourly removal of keys that have had their time. Imported by services that write over HTTP. */
@Global()
@Module({ providers: [IdempotentWrites], exports: [IdempotentWrites] })
export class IdempotencyModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(PG_POOL) private readonly pool: pg.Pool,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.purge().catch((error: unknown) => this.logger.warn({ err: error }, 'old idempotency keys stay for now'));
    }, PURGE_EVERY_MS).unref();
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** Removes keys older than seven days, in portions that never hold locks for long. Returns how many. */
  async purge(): Promise<number> {
    const before = plusMs(this.clock.now(), -IDEMPOTENCY_KEPT_MS);
    for (let purged = 0; ;) {
      const { rowCount } = await this.pool.query(
        `DELETE FROM idempotency_keys WHERE ctid IN
           (SELECT ctid FROM idempotency_keys WHERE created_at < $1 LIMIT ${PURGED_AT_ONCE_MAX})`,
        [before],
      );
      purged += rowCount ?? 0;
      if ((rowCount ?? 0) < PURGED_AT_ONCE_MAX) return purged;
    }
  }
}
