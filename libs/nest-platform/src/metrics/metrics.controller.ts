import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import prom from 'prom-client';
import { Public } from '../auth/access.decorators.js';
import { METRICS, PromMetrics } from './prom-metrics.js';

@Controller('metrics')
@ApiTags('metrics')
export class MetricsController {
  constructor(@Inject(METRICS) private readonly metrics: PromMetrics) {}

  @Get()
  @ApiOperation({ summary: 'Read the metrics of this process' })
  @Public('a scraper carries no token, and no metric names an organisation or a person', { limited: false })
  @Header('Content-Type', prom.Registry.PROMETHEUS_CONTENT_TYPE)
  @ApiProduces('text/plain')
  @ApiOkResponse({
    description:
      'Prometheus text format, version 0.0.4. Meant for the network of the operators: do not route it to others.',
    schema: { type: 'string', example: 'http_request_duration_seconds_count{method="GET",route="/metrics"} 1' },
  })
  read(): Promise<string> {
    return this.metrics.text();
  }
}
