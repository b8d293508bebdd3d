import { DomainError, InvariantViolation, type OrganisationId } from '@credit-ledger/kernel';
import { Body, Controller, Get, HttpCode, Module, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiProperty } from '@nestjs/swagger';
import { IsInt, IsString, Max, MaxLength, Min } from 'class-validator';
import {
  Allow,
  baseConfigSchema,
  Caller,
  IdempotencyKey,
  Idempotent,
  OrganisationIdParam,
  Public,
  Refuses,
  type ServiceDefinition,
} from '../src/index.js';

/** A service as small as one can be, that shows every behaviour of the platform. */

export class OutOfStockError extends DomainError {
  readonly code = 'sample.out_of_stock';
}

export class UnluckyError extends DomainError {
  readonly code = 'sample.unlucky';
}

export class OrderRequest {
  @ApiProperty({ example: 3, minimum: 1, maximum: 1_000 })
  @IsInt()
  @Min(1)
  @Max(1_000)
  quantity!: number;

  @ApiProperty({ example: 'stickers' })
  @IsString()
  @MaxLength(20)
  article!: string;
}

@Controller('v1/organisations/:organisationId')
export class SampleController {
  @Get('stock')
  @Allow('admin', 'operator', 'staff', 'service')
  @ApiOkResponse({ description: 'What there is.' })
  stock(@OrganisationIdParam() organisationId: OrganisationId, @Caller() caller: Caller) {
    return { organisationId, actor: caller.actorId, role: caller.roleIn(organisationId) };
  }

  @Post('orders')
  @ApiOperation({ summary: 'Order an article', description: 'The price is that of today.' })
  @Allow('admin')
  @Idempotent('sample.out_of_stock')
  @ApiCreatedResponse({ description: 'Ordered.' })
  order(@Body() order: OrderRequest, @IdempotencyKey() key: string) {
    if (order.quantity > 100) throw new OutOfStockError('only 100 are left', { left: 100 });
    if (order.quantity === 13) throw new UnluckyError('quantity is unlucky', { field: 'quantity', lucky: 7 });
    return { ...order, key };
  }

  @Get('faults/:kind')
  @Allow('staff')
  @ApiOkResponse({ description: 'Never.' })
  async fault(@Param('kind') kind: string): Promise<void> {
    if (kind === 'invariant') throw new InvariantViolation('secret figures do not add up');
    if (kind === 'database') throw Object.assign(new Error('connect refused'), { code: 'ECONNREFUSED' });
    if (kind === 'slow') await new Promise(() => undefined);
  }
}

@Controller('v1/usage')
export class ServiceOnlyController {
  @Post()
  @HttpCode(200)
  @Allow('service')
  @ApiOkResponse({ description: 'Taken.' })
  @Refuses('sample.out_of_stock')
  report() {
    return { taken: true };
  }
}

@Controller('price-list')
export class PublicController {
  @Get()
  @Public('prices are on the web site')
  @ApiOkResponse({ description: 'Prices.' })
  prices() {
    return { credit: '0.02' };
  }

  @Post()
  @HttpCode(200)
  @Public('a button of the web site')
  @ApiOkResponse({ description: 'Pressed.' })
  press() {
    return { pressed: true };
  }
}

@Module({ controllers: [SampleController, ServiceOnlyController, PublicController] })
export class SampleModule {}

export const sampleService: ServiceDefinition = {
  name: 'sample',
  config: baseConfigSchema.parse({
    PORT: '0',
    DATABASE_URL: 'postgres://sample@127.0.0.1/none',
    MESSAGING_URL: 'postgres://broker@127.0.0.1/none',
    JWT_PUBLIC_KEYS: 'unused',
    LOG_LEVEL: 'silent',
    BODY_LIMIT_BYTES: '2048',
    REQUEST_TIMEOUT_MS: '500',
  }),
  module: SampleModule,
  openApi: {
    description: 'Shows the platform.',
    refusals: [new OutOfStockError('only 100 are left', { left: 100 })],
  },
  errorStatuses: { 'sample.out_of_stock': 409 },
};
