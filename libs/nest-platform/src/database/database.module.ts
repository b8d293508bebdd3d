import {
  Global,
  Inject,
  Module,
  type DynamicModule,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { Log } from '@credit-ledger/kernel';
import pg from 'pg';
import { DataSource, type MixedList, type EntitySchema } from 'typeorm';
import { HealthRegistry } from '../health/health.registry.js';
import { LOGGER } from '../logging/create-logger.js';
import { migrate } from './migrate.js';

/** Injects the service's `pg.Pool`, for statements that TypeORM would only be in the way of. */
export const PG_POOL = Symbol('PG_POOL');

export type DatabaseOptions = {
  /** The service's name, shown in pg_stat_activity. */
  readonly name: string;
  readonly url: string;
  readonly entities: MixedList<Function | EntitySchema>;
  readonly migrations: MixedList<Function>;
  /** Of each of the two pools, TypeORM's and pg's. */
  readonly poolMax?: number;
};

// A process that is frozen in mid-transaction would hold its row locks for ever.
const IDLE_IN_TRANSACTION_MS = 15_000;
const CONNECT_TIMEOUT_MS = 5_000;

/**
 * One database, reached in two ways with the same login: a TypeORM `DataSource` (entities, repositories) and a `pg.Pool`
 * (hot paths). Migrations run before either is handed out. Pools close in `onApplicationShutdown`, after HTTP and consumers.
 */
@Global()
@Module({})
export class DatabaseModule implements OnModuleInit, OnApplicationShutdown {
  constructor(
    @Inject(PG_POOL) private readonly pool: pg.Pool,
    @Inject(HealthRegistry) private readonly health: HealthRegistry,
    @Inject(LOGGER) private readonly logger: Log,
  ) {}

  static forService({ name, url, entities, migrations, poolMax = 8 }: DatabaseOptions): DynamicModule {
    const connection = {
      application_name: name,
      max: poolMax,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    };
    return {
      module: DatabaseModule,
      imports: [
        TypeOrmModule.forRootAsync({
          useFactory: () => ({ type: 'postgres', url, entities, migrations, extra: connection, logging: false }),
          dataSourceFactory: async (options) => {
            if (options === undefined) throw new Error('TypeORM was given no options');
            const dataSource = await new DataSource(options).initialize();
            await migrate(dataSource, url);
            return dataSource;
          },
        }),
      ],
      providers: [
        {
          // After the DataSource, hence after the migrations.
          provide: PG_POOL,
          useFactory: () => new pg.Pool({ connectionString: url, ...connection }),
          inject: [DataSource],
        },
      ],
      exports: [PG_POOL, TypeOrmModule],
    };
  }

  onModuleInit(): void {
    // An idle connection that breaks (a restarted server) is replaced by the pool; without a listener it ends the process.
    this.pool.on('error', (error) => this.logger.warn({ err: error }, 'lost an idle database connection'));
    this.health.addReadiness('database', async () => void (await this.pool.query('SELECT 1')));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }
}
