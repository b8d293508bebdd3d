import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { reportLiveHeap } from './heap-reporter.js';
import { reportedMib } from './live-heap.js';

/** About 32 MiB each, on V8's heap and beside it: far more than what the rest of this process holds or lets go meanwhile. */
const onTheHeap = (): number[] => Array.from({ length: 4_000_000 }, (_, index) => index + 0.5);
const besideIt = (): Buffer => Buffer.alloc(32 * 1_024 * 1_024, 1);

describe('the live heap of a process', () => {
  let directory: string;
  let socket: string;
  let server: Server;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'live-heap-'));
    socket = join(directory, 'heap.sock');
    server = reportLiveHeap(socket);
  });

  afterEach(async () => {
    server.close();
    await rm(directory, { recursive: true });
  });

  it('grows by what is held on to, on the heap and beside it', async () => {
    const before = await reportedMib(socket);
    const held = [onTheHeap(), besideIt()];
    const after = await reportedMib(socket);
    expect(after - before).toBeGreaterThan(48);
    expect(held).toHaveLength(2);
  });

  it('does not count garbage', async () => {
    const before = await reportedMib(socket);
    let sizes = 0;
    for (let round = 0; round < 4; round++) sizes += onTheHeap().length + besideIt().length;
    expect(sizes).toBeGreaterThan(0);
    expect((await reportedMib(socket)) - before).toBeLessThan(32);
  });
});
