import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  HealthCheckService,
  HealthIndicatorService,
  type HealthCheckResult,
  type HealthIndicatorFunction,
} from '@nestjs/terminus';
import { Public } from '../auth/access.decorators.js';
import { Refuses } from '../errors/refusals.decorator.js';
import { HealthRegistry, type HealthCheckFunction } from './health.registry.js';
import { NotReadyError } from './not-ready.error.js';

const CHECK_TIMEOUT_MS = 2_000;

@Controller('health')
@ApiTags('health')
@Public('probes of an orchestrator carry no token, and the answer says nothing about anybody', { limited: false })
export class HealthController {
  constructor(
    @Inject(HealthRegistry) private readonly registry: HealthRegistry,
    @Inject(HealthCheckService) private readonly health: HealthCheckService,
    @Inject(HealthIndicatorService) private readonly indicators: HealthIndicatorService,
  ) {}

  @Get('live')
  @ApiOperation({ summary: 'Ask whether the process works' })
  @ApiOkResponse({ description: 'The process works; restarting it would change nothing.' })
  @Refuses('service.not_ready')
  live(): Promise<HealthCheckResult> {
    return this.check(this.registry.liveness);
  }

  @Get('ready')
  @ApiOperation({ summary: 'Ask whether requests can be served' })
  @ApiOkResponse({ description: 'Requests can be served.' })
  @Refuses('service.not_ready')
  ready(): Promise<HealthCheckResult> {
    if (this.registry.isStopping) throw new NotReadyError('the service is stopping');
    return this.check(this.registry.readiness);
  }

  private async check(checks: ReadonlyMap<string, HealthCheckFunction>): Promise<HealthCheckResult> {
    const failures: string[] = [];
    const functions = [...checks].map(([name, check]): HealthIndicatorFunction => async () => {
      const indicator = this.indicators.check(name);
      try {
        await withinTime(check);
        return indicator.up();
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        failures.push(`${name}: ${reason}`);
        return indicator.down(reason);
      }
    });
    return this.health.check(functions).catch((error: unknown) => {
      throw failures.length > 0 ? new NotReadyError(failures.join('; ')) : error;
    });
  }
}

async function withinTime(check: HealthCheckFunction): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timedOut = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${CHECK_TIMEOUT_MS} ms`)), CHECK_TIMEOUT_MS);
  });
  try {
    await Promise.race([check(), timedOut]);
  } finally {
    clearTimeout(timer);
  }
}
