import { expect } from '@jest/globals';
import type { CrashWorld } from '../crash-world.js';
import type { Customer } from '../customer.js';
import { settled } from '../settled.js';
import { accountProblems } from './account-problems.js';
import { copyProblems } from './copy-problems.js';
import { logProblems } from './log-problems.js';
import { orderProblems } from './order-problems.js';
import { purchaseProblems } from './purchase-problems.js';
import { readStored } from './read-stored.js';
import { runProblems } from './run-problems.js';
import { viewProblems } from './view-problems.js';

/**
 * Waits until nothing is on its way and expects that everything is as if nothing had crashed: nothing lost, nothing twice,
 * every figure that anybody keeps equal to the one that follows from the stored events.
 */
export async function expectWhole(world: CrashWorld, customers: readonly Customer[]): Promise<void> {
  await settled(world);
  const problems = await Promise.all(customers.map((customer) => problemsOf(world, customer)));
  expect([...(await logProblems(world)), ...problems.flat()]).toEqual([]);
}

export async function problemsOf(world: CrashWorld, customer: Customer): Promise<readonly string[]> {
  const stored = await readStored(world, customer);
  const problems = [
    accountProblems(customer, stored),
    orderProblems(stored),
    ...(await Promise.all([
      runProblems(world, customer, stored),
      viewProblems(world, customer, stored),
      copyProblems(world, customer, stored),
      purchaseProblems(world, customer, stored),
    ])),
  ];
  return problems.flat().map((problem) => `${customer.organisationId}: ${problem}`);
}
