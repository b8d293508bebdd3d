import { EventEmitter } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { poolOn } from '@credit-ledger/testing';
import { withConnection } from './with-connection.js';

describe('a connection that is lent', () => {
  it('may die at the very moment: it does not end the process, and does not go back to the pool', async () => {
    const lost = new Error('terminating connection due to administrator command');
    const released: unknown[] = [];
    // What the driver does when the server's last message is read together with the one that makes the connection ready.
    const client = Object.assign(new EventEmitter(), { release: (error?: Error) => released.push(error) });
    const pool = Object.assign(poolOn('postgres://nobody.asks'), {
      connect: (lend: (error: undefined, client: EventEmitter) => void) => {
        lend(undefined, client);
        client.emit('error', lost);
      },
    });
    expect(await withConnection(pool, () => Promise.resolve('done'))).toBe('done');
    expect(released).toEqual([lost]);
  });
});
