import 'reflect-metadata';
import { setTimeout as sleep } from 'node:timers/promises';
import { armFailpoints } from '@credit-ledger/kernel';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import { HealthRegistry } from '../health/health.registry.js';
import { LOGGER } from '../logging/create-logger.js';
import { NestLogger } from '../logging/nest-logger.js';
import { METRICS, type PromMetrics } from '../metrics/prom-metrics.js';
import { exportTraces } from '../tracing/export-traces.js';
import { configureApplication } from './configure-application.js';
import { createAdapter } from './create-adapter.js';
import { PlatformModule } from './platform.module.js';
import type { ServiceDefinition } from './service-definition.js';

export interface RunningService {
  readonly app: NestFastifyApplication;
  readonly logger: Logger;
  /** Where it answers, such as `http://127.0.0.1:4002`. */
  readonly url: string;
  /** Not ready at once; then consumers stop, requests in hand are answered, and pools close. */
  stop(): Promise<void>;
}

/**
 * Builds and starts a service. It listens when every module has initialised: migrations are done and consumers may start.
 * @throws whatever kept it from starting; nothing keeps running then.
 */
export async function bootstrapService(definition: ServiceDefinition): Promise<RunningService> {
  const { config } = definition;
  armFailpoints(config.FAILPOINTS);
  const stopTracing = await exportTraces(definition.name, config);
  const app = await NestFactory.create<NestFastifyApplication>(
    PlatformModule.around(definition),
    createAdapter(config),
    {
      bufferLogs: true,
      abortOnError: false,
      rawBody: definition.rawBody ?? false,
    },
  );
  const logger = app.get<Logger>(LOGGER);
  app.useLogger(new NestLogger(logger));
  app.get<PromMetrics>(METRICS).collectProcess();
  try {
    await configureApplication(app, definition);
    await app.listen(config.PORT, config.HOST);
  } catch (error) {
    await app.close().catch(() => undefined);
    throw error;
  }
  const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
  logger.info({ url }, 'ready');
  return {
    app,
    logger,
    url,
    async stop() {
      app.get(HealthRegistry).startStopping();
      await sleep(config.SHUTDOWN_DRAIN_MS);
      await app.close();
      await stopTracing();
    },
  };
}
