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

  it('is not passed by exporting, by importing later, or by a comment', async () => {
    const file = 'services/ledger/src/balance/balance.ts';
    const ways = [
      `export * from '@credit-ledger/billing';`,
      `export { priceOf } from '@credit-ledger/billing';`,
      `export const load = () => import('@credit-ledger/billing');`,
      `/* eslint-disable */ import { priceOf } from '@credit-ledger/billing';`,
    ];
    for (const way of ways) expect(await complaintsAbout(file, way)).not.toEqual([]);
  });
});

describe('a boundary about names', () => {
  it('is not passed by taking all of them', async () => {
    const text = `import * as everything from '@credit-ledger/event-sourcing';`;
    expect(await complaintsAbout('deploy/demo/src/reconciliation/balance.ts', text)).toHaveLength(1);
  });
});

describe('a domain', () => {
  it.each([
    ['waits', 'export async function decide() {}'],
    ['waits for a value', 'await load();'],
    ['reads the clock', 'export const now = () => Date.now();'],
    ['makes a date of the present', 'export const now = () => new Date();'],
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
    ['a drawer for everything', 'services/billing/src/order/utils.ts', 'export {};'],
    ['an index that is not the root’s', 'services/billing/src/order/index.ts', 'export {};'],
    ['a file name in another style', 'services/billing/src/order/placeOrder.ts', 'export {};'],
  ])('refuse %s', async (_, file, text) => {
    expect(await complaintsAbout(file, text)).toHaveLength(1);
  });

  it('let a config read the environment', async () => {
    expect(await complaintsAbout('services/billing/src/billing.config.ts', 'export const a = process.env;')).toEqual(
      [],
    );
  });
});
