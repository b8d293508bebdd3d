import { Session } from 'node:inspector/promises';
import { createServer, type Server } from 'node:net';

/**
 * Answers whoever connects to the socket with the bytes that are in use after a collection: what the process holds on to,
 * without the garbage that V8 had no reason to collect yet. Does not keep the process alive.
 */
export function reportLiveHeap(socket: string): Server {
  const server = createServer((connection) => {
    connection.on('error', () => undefined);
    void collectGarbage().then(() => {
      const { heapUsed, external } = process.memoryUsage();
      connection.end(String(heapUsed + external));
    });
  });
  return server.listen(socket).unref();
}

// Twice: what waits for a finaliser after the first is garbage to the second.
async function collectGarbage(): Promise<void> {
  const session = new Session();
  session.connect();
  await session.post('HeapProfiler.collectGarbage');
  await session.post('HeapProfiler.collectGarbage');
  session.disconnect();
}
