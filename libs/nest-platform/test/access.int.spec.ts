import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, Module, type Type } from '@nestjs/common';
import request from 'supertest';
import { Allow, createTestApp, Public, Refuses, type TestApp, type TokenClaims } from '../src/index.js';
import { sampleService } from './sample-service.js';

let app: TestApp;

beforeAll(async () => {
  app = await createTestApp(sampleService);
});
afterAll(() => app.close());

const BEARERS: Readonly<Record<string, TokenClaims>> = {
  'admin of acme': { sub: 'ann', memberships: { acme: 'admin' } },
  'operator of acme': { sub: 'oli', memberships: { acme: 'operator' } },
  'admin of another organisation': { sub: 'eve', memberships: { globex: 'admin' } },
  'admin there, operator here': { sub: 'bo', memberships: { globex: 'admin', acme: 'operator' } },
  'nobody anywhere': { sub: 'neo' },
  staff: { sub: 'sam', platformRole: 'staff' },
  service: { sub: 'pipeline', platformRole: 'service' },
};

const ROUTES = {
  stock: () => request(app.server).get('/v1/organisations/acme/stock'),
  orders: () =>
    request(app.server)
      .post('/v1/organisations/acme/orders')
      .set('Idempotency-Key', 'k')
      .send({ quantity: 1, article: 'stickers' }),
  usage: () => request(app.server).post('/v1/usage'),
};

describe('who may do what', () => {
  it.each<[keyof typeof ROUTES, string, number]>([
    ['stock', 'admin of acme', 200],
    ['stock', 'operator of acme', 200],
    ['stock', 'admin there, operator here', 200],
    ['stock', 'staff', 200],
    ['stock', 'service', 200],
    ['stock', 'admin of another organisation', 403],
    ['stock', 'nobody anywhere', 403],
    ['orders', 'admin of acme', 201],
    ['orders', 'operator of acme', 403],
    ['orders', 'admin there, operator here', 403],
    ['orders', 'staff', 403],
    ['orders', 'service', 403],
    ['orders', 'admin of another organisation', 403],
    ['usage', 'service', 200],
    ['usage', 'staff', 403],
    ['usage', 'admin of acme', 403],
  ])('%s by %s: %i', async (route, bearer, status) => {
    const token = await app.token(BEARERS[bearer] ?? { sub: 'x' });
    const answer = await ROUTES[route]().auth(token, { type: 'bearer' });
    expect(answer.status).toBe(status);
  });

  it('asks for a token before anything else, and says so in the way of HTTP', async () => {
    const answer = await request(app.server).post('/v1/organisations/acme/orders').send({ quantity: 'x' });
    expect(answer.body).toMatchObject({ status: 401, code: 'auth.token_missing' });
    expect(answer.headers['www-authenticate']).toBe('Bearer');
  });

  it('lets anybody call a public route', async () => {
    await request(app.server).get('/price-list').expect(200);
  });
});

describe('a route that is not declared completely fails the boot', () => {
  it('without any declaration of access', async () => {
    @Controller('open')
    class ForgottenController {
      @Get()
      get() {
        return 'everybody sees this';
      }
    }
    await expect(bootWith(ForgottenController)).rejects.toThrow('GET ForgottenController.get: add @Allow');
  });

  it('when it admits members without naming their organisation', async () => {
    @Controller('orders')
    class UnscopedController {
      @Get(':orderId')
      @Allow('admin')
      get() {
        return 'whose order?';
      }
    }
    await expect(bootWith(UnscopedController)).rejects.toThrow(':organisationId');
  });

  it('when it refuses with a code that has no status', async () => {
    @Controller('orders')
    class UnmappedController {
      @Get()
      @Public('for this spec')
      @Refuses('sample.unheard_of')
      get() {
        return '';
      }
    }
    await expect(bootWith(UnmappedController)).rejects.toThrow('sample.unheard_of');
  });
});

async function bootWith(controller: Type<unknown>): Promise<void> {
  @Module({ controllers: [controller] })
  class OnlyModule {}
  const booted = await createTestApp({ ...sampleService, module: OnlyModule });
  await booted.close();
}
