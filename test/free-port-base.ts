import { randomInt } from 'node:crypto';
import { isPortFree } from '@credit-ledger/postgres-server';

const PORTS = 6;

/** A base whose ports are free right now, for an instance of its own. Specs that run side by side draw different ones. */
export async function freePortBase(): Promise<number> {
  for (;;) {
    const base = 10_000 + 10 * randomInt(2_000);
    const ports = Array.from({ length: PORTS }, (_, offset) => base + offset);
    if ((await Promise.all(ports.map((port) => isPortFree(port)))).every(Boolean)) return base;
  }
}
