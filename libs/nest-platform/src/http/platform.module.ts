import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE, DiscoveryModule } from '@nestjs/core';
import { systemClock } from '@credit-ledger/kernel';
import type { JWTVerifyGetKey } from 'jose';
import type { Logger } from 'pino';
import { AccessGuard } from '../auth/access.guard.js';
import { TokenVerifier } from '../auth/token-verifier.js';
import { VERIFICATION_KEYS, verificationKeys } from '../auth/verification-keys.js';
import { CLOCK } from '../clock.js';
import { ErrorStatusTable } from '../errors/error-statuses.js';
import { ProblemDetailsFilter } from '../errors/problem-details.filter.js';
import { createValidationPipe } from '../errors/validation.js';
import { HealthModule } from '../health/health.module.js';
import { CallerLimits } from '../limits/caller-limits.js';
import { createLogger, LOGGER } from '../logging/create-logger.js';
import { MetricsController } from '../metrics/metrics.controller.js';
import { METRICS, PromMetrics } from '../metrics/prom-metrics.js';
import type { ServiceDefinition } from './service-definition.js';

/** What every service gets around its own module: guard, pipe, filter, health, metrics, clock, logger. */
@Module({})
export class PlatformModule {
  static around({ name, config, module, errorStatuses, clock = systemClock }: ServiceDefinition): DynamicModule {
    const verifierOptions = { issuer: config.JWT_ISSUER, audience: config.JWT_AUDIENCE };
    return {
      module: PlatformModule,
      global: true,
      imports: [DiscoveryModule, HealthModule, module],
      controllers: [MetricsController],
      providers: [
        { provide: CLOCK, useValue: clock },
        { provide: LOGGER, useFactory: () => createLogger(name, config.LOG_LEVEL) },
        { provide: METRICS, useFactory: () => new PromMetrics() },
        { provide: ErrorStatusTable, useFactory: () => new ErrorStatusTable(errorStatuses) },
        { provide: VERIFICATION_KEYS, useFactory: () => verificationKeys(config.JWT_PUBLIC_KEYS) },
        {
          provide: TokenVerifier,
          useFactory: (keys: JWTVerifyGetKey) => new TokenVerifier({ keys, ...verifierOptions }),
          inject: [VERIFICATION_KEYS],
        },
        { provide: CallerLimits, useFactory: () => new CallerLimits(config) },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_PIPE, useFactory: createValidationPipe },
        {
          provide: APP_FILTER,
          useFactory: (statuses: ErrorStatusTable, logger: Logger) => new ProblemDetailsFilter(statuses, logger),
          inject: [ErrorStatusTable, LOGGER],
        },
      ],
      exports: [CLOCK, LOGGER, METRICS],
    };
  }
}
