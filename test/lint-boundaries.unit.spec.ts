import { describe, expect, it } from '@jest/globals';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { architectureRules } from '../eslint.config.mjs';
import { BOUNDARIES } from '../lint/boundaries.mjs';

const eslint = new ESLint({
  overrideConfigFile: true,
  overrideConfig: [
    { linterOptions: { noInlineConfig: true } },
    { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser } },
    ...architectureRules,
  ],
});

/** What lint says about a text, were it in that file. */
async function complaintsAbout(filePath: string, text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath });
  return (result?.messages ?? []).map(({ message }) => message);
}

/** One violation of each boundary, and beside it the nearest thing that is right. */
const SEEDED: readonly [boundary: string, file: string, violation: string, allowed: string][] = [
  [
    'services meet only in proto/',
    'services/ledger/src/balance/balance.ts',
    `import { priceOf } from '@credit-ledger/billing';`,
    `import { route } from '@credit-ledger/contracts';`,
  ],
  [
    'libraries know no service',
    'libs/messaging/src/outbox/outbox.ts',
    `import { x } from '@credit-ledger/ledger';`,
    `import { x } from '@credit-ledger/kernel';`,
  ],
  [
    'kernel depends on nothing',
    'libs/kernel/src/money.ts',
    `import Big from 'big.js';`,
    `import { x } from './credits.js';`,
  ],
  [
    'a domain is pure',
    'services/billing/src/order/domain/order.ts',
    `import { randomUUID } from 'node:crypto';`,
    `import type { Decider } from '@credit-ledger/event-sourcing'; import { credits } from '@credit-ledger/kernel';`,
  ],
  [
    'a module chooses the engine',
    'services/ledger/src/credit-account/commands/add-credits.handler.ts',
    `import { PostgresEventStore } from '@credit-ledger/event-store-postgres';`,
    `import type { EventStore } from '@credit-ledger/event-sourcing';`,
  ],
  [
    'an engine’s client stays in its adapter',
    'libs/messaging/src/ports/messaging.ts',
    `import { Kafka } from 'kafkajs';`,
    `import type { Pool } from 'pg';`,
  ],
  [
    'test support stays in tests',
    'services/billing/src/order/place-order.handler.ts',
    `import { frozenClock } from '@credit-ledger/testing';`,
    `import { systemClock } from '@credit-ledger/kernel';`,
  ],
  [
    'contract suites stay in tests',
    'libs/event-store-postgres/src/postgres-event-store.ts',
    `import { eventStoreContract } from '@credit-ledger/event-sourcing/contract';`,
    `import type { EventStore } from '@credit-ledger/event-sourcing';`,
  ],
  [
    'test apps stay in tests',
    'services/billing/src/main.ts',
    `import { createTestApp } from '@credit-ledger/nest-platform';`,
    `import { runService } from '@credit-ledger/nest-platform';`,
  ],
  [
    'specs stay in tests',
    'services/billing/src/order/place-order.handler.ts',
    `import { startBilling } from '../../test/billing-app.js';`,
    `import { latest } from './latest.js';`,
  ],
  [
    'a reconciliation is independent',
    'deploy/demo/src/reconciliation/balance-of-events.ts',
    `import { applyToBalance } from '@credit-ledger/ledger';`,
    `import pg from 'pg';`,
  ],
  [
    'a reconciliation derives by itself',
    'deploy/demo/src/reconciliation/balance-of-events.ts',
    `import { evolve } from '@credit-ledger/event-sourcing';`,
    `import { verifyChain } from '@credit-ledger/event-sourcing';`,
  ],
];

describe('every boundary of the architecture', () => {
  it.each(SEEDED)('%s: lint catches a violation', async (boundary, file, violation) => {
    expect(await complaintsAbout(file, violation)).toEqual([expect.stringContaining(boundary)]);
  });

  it.each(SEEDED)('%s: lint lets the right thing pass', async (_, file, __, allowed) => {
    expect(await complaintsAbout(file, allowed)).toEqual([]);
  });

  it('has its violation here', () => {
    expect(SEEDED.map(([boundary]) => boundary)).toEqual(BOUNDARIES.map(({ name }) => name));
  });

  it.each([
    ['exporting all', `export * from '@credit-ledger/billing';`],
    ['exporting by name', `export { priceOf } from '@credit-ledger/billing';`],
    ['importing later', `export const load = () => import('@credit-ledger/billing');`],
    ['a comment', `/* eslint-disable */ import { priceOf } from '@credit-ledger/billing';`],
    ['importing in a type', `export type P = import('@credit-ledger/billing').Price;`],
    ['the type of a module', `export type P = typeof import('@credit-ledger/billing');`],
    ['requiring', `import b = require('@credit-ledger/billing'); export { b };`],
    ['requiring a type', `import type b = require('@credit-ledger/billing'); export type { b };`],
    ['exporting what is required', `export import b = require('@credit-ledger/billing');`],
  ])('is not passed by %s', async (_, text) => {
    const complaints = await complaintsAbout('services/ledger/src/balance/balance.ts', text);
    expect(complaints).toContainEqual(expect.stringContaining('services meet only in proto/'));
  });
});

describe('an import by a computed name', () => {
  const COMPUTED = [
    'export const load = () => import(`@credit-ledger/billing`);',
    `export const load = () => import('@credit-ledger/' + 'billing');`,
    'export const load = (name: string) => import(name);',
  ];

  it.each(COMPUTED)('is refused: %s', async (text) => {
    expect(await complaintsAbout('services/ledger/src/balance/balance.ts', text)).toEqual([
      expect.stringContaining('plain string'),
    ]);
  });

  it.each(COMPUTED)('is refused in a config, a spec and a domain too: %s', async (text) => {
    for (const file of ['ledger.config.ts', 'balance/balance.unit.spec.ts', 'credit-account/domain/decide.ts'])
      expect(await complaintsAbout(`services/ledger/src/${file}`, text)).toHaveLength(1);
  });

  it('is let pass where PostgreSQL has another package on every platform', async () => {
    const text = 'export const load = (name: string) => import(name);';
    expect(await complaintsAbout('libs/postgres-server/src/server-binaries.ts', text)).toEqual([]);
  });
});

describe('production code', () => {
  it.each([
    ['a spec beside it', './order.unit.spec.js'],
    ['a helper of the specs', '../../test/billing-app.js'],
    ['the specs of all services', '../../../../test/routes/world.js'],
  ])('may not import %s, while a spec may', async (_, target) => {
    const text = `export type { Order } from '${target}';`;
    const refused = await complaintsAbout('services/billing/src/order/order.ts', text);
    expect(refused).toContainEqual(expect.stringContaining('specs stay in tests'));
    const allowed = await complaintsAbout('services/billing/src/order/place-order.e2e.spec.ts', text);
    expect(allowed).not.toContainEqual(expect.stringContaining('specs stay in tests'));
  });
});

describe('a boundary about names', () => {
  it.each([
    ['taking all of them', `import * as everything from '@credit-ledger/event-sourcing';`],
    ['writing the name as a string', `import { 'evolve' as fold } from '@credit-ledger/event-sourcing';`],
    ['naming it in a type', `export type R = import('@credit-ledger/event-sourcing').Repository;`],
    ['naming what is in it', `export type R = import('@credit-ledger/event-sourcing').Repository.Options;`],
  ])('is not passed by %s', async (_, text) => {
    expect(await complaintsAbout('deploy/demo/src/reconciliation/balance.ts', text)).toHaveLength(1);
  });

  it('lets another name of the module pass in a type', async () => {
    const text = `export type E = import('@credit-ledger/event-sourcing').StoredEvent;`;
    expect(await complaintsAbout('deploy/demo/src/reconciliation/balance.ts', text)).toEqual([]);
  });
});

describe('a domain', () => {
  it.each([
    ['waits', 'export async function decide() {}'],
    ['waits for a value', 'await load();'],
    ['reads the clock', 'export const now = () => Date.now();'],
    ['makes a date of the present', 'export const now = () => new Date();'],
    ['writes the present as a text', 'export const now = () => Date();'],
    ['reaches around its globals', 'export const id = () => globalThis.crypto.randomUUID();'],
    ['reaches around them by the older name', 'export const id = () => global.crypto.randomUUID();'],
    ['knows a database by a type', `export type Rows = import('pg').Pool;`],
    ['throws dice', 'export const id = () => Math.random();'],
    ['reads the environment', 'export const limit = process.env.LIMIT;'],
    ['sets a timer', 'setTimeout(() => {}, 1);'],
    ['takes values of the event-sourcing library', `import { Repository } from '@credit-ledger/event-sourcing';`],
    ['knows Nest', `import { Injectable } from '@nestjs/common';`],
    ['knows what is around it', `import { OrderEntity } from '../order.entity.js';`],
  ])('is refused when it %s', async (_, text) => {
    expect(await complaintsAbout('services/billing/src/order/domain/order.ts', text)).not.toEqual([]);
  });

  it('may use the domain of a neighbouring concept of its service', async () => {
    const text = `import { price } from '../../pricing/domain/price.js';`;
    expect(await complaintsAbout('services/billing/src/order/domain/order.ts', text)).toEqual([]);
  });
});

describe('the rules for every file', () => {
  it.each([
    [
      'reading the environment outside a config',
      'services/billing/src/order/order.ts',
      'export const a = process.env.PORT;',
    ],
    ['reading the environment by a string', 'services/billing/src/order/order.ts', `export const a = process['env'];`],
    [
      'reading the environment around the globals',
      'services/billing/src/order/order.ts',
      'export const a = globalThis.process.env;',
    ],
    [
      'taking the environment out of the process',
      'services/billing/src/order/order.ts',
      'const { env } = process; export const a = env.PORT;',
    ],
    [
      'giving the process another name',
      'services/billing/src/order/order.ts',
      'const here = process; export const a = here.env;',
    ],
    [
      'importing the environment',
      'services/billing/src/order/order.ts',
      `import { env } from 'node:process'; export const a = env.PORT;`,
    ],
    [
      'importing the process',
      'services/billing/src/order/order.ts',
      `import here from 'process'; export const a = here.env;`,
    ],
    ['a cast through unknown', 'services/billing/src/order/order.ts', 'export const a = 1 as unknown as string;'],
    [
      'reaching into another package',
      'services/billing/src/order/order.ts',
      `import { x } from '../../../../libs/kernel/src/money.js';`,
    ],
    [
      'reaching behind an index',
      'services/billing/src/order/order.ts',
      `import { x } from '@credit-ledger/kernel/dist/money.js';`,
    ],
    [
      'a pool of connections in a spec that a dropped database would end',
      'services/billing/test/billing-app.ts',
      'export const a = new pg.Pool();',
    ],
    ...[
      `it.skip('is right', () => expect(1).toBe(1));`,
      `it['skip']('is right', () => expect(1).toBe(1));`,
      `it.concurrent.skip('is right', () => expect(1).toBe(1));`,
      `it.skip.each([1])('is right', (one) => expect(one).toBe(1));`,
      `test.todo('is right');`,
      `it.only('is right', () => expect(1).toBe(1));`,
      `describe.skip('all', () => { it('is right', () => expect(1).toBe(1)); });`,
      `xit('is right', () => expect(1).toBe(1));`,
      `fdescribe('all', () => { it('is right', () => expect(1).toBe(1)); });`,
      `it('is right', async () => {});`,
    ].map((text) => [`a test that does not run: ${text}`, 'services/billing/src/order/order.unit.spec.ts', text]),
    ['a drawer for everything', 'services/billing/src/order/utils.ts', 'export {};'],
    ['an index that is not the root’s', 'services/billing/src/order/index.ts', 'export {};'],
    ['a file name in another style', 'services/billing/src/order/placeOrder.ts', 'export {};'],
  ])('refuse %s', async (_, file, text) => {
    expect(await complaintsAbout(file, text)).toHaveLength(1);
  });

  it.each(['export const a = process.env;', `import { env } from 'node:process'; export const a = env.PORT;`])(
    'let a config read the environment: %s',
    async (text) => {
      expect(await complaintsAbout('services/billing/src/billing.config.ts', text)).toEqual([]);
    },
  );

  it('let a test be', async () => {
    const text = `it.each([1])('is %d', (one) => { expect(one).toBe(1); });`;
    expect(await complaintsAbout('services/billing/src/order/order.unit.spec.ts', text)).toEqual([]);
  });

  it('let anybody take something else from the process', async () => {
    const text = `import { platform } from 'node:process'; export const a = [platform, process.argv];`;
    expect(await complaintsAbout('services/billing/src/order/order.ts', text)).toEqual([]);
  });
});
