import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { answersMetadata } from './answers-metadata.js';

let server: Server | undefined;
afterEach(async () => {
  server?.close();
  if (server !== undefined) await once(server, 'close');
  server = undefined;
});

async function listening(answer: (socket: Socket) => void): Promise<number> {
  server = createServer((socket) => socket.on('error', () => undefined).once('data', () => answer(socket)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** The beginning of an answer to the request: its length, its number, and how many brokers there are. */
function answerWith(brokers: number, correlation = 1): Buffer {
  const answer = Buffer.alloc(12);
  answer.writeInt32BE(8, 0);
  answer.writeInt32BE(correlation, 4);
  answer.writeInt32BE(brokers, 8);
  return answer;
}

describe('a broker that answers', () => {
  it('names itself', async () => {
    expect(await answersMetadata(await listening((socket) => socket.write(answerWith(1))))).toBe(true);
  });

  it('may do so in pieces', async () => {
    const port = await listening((socket) => {
      socket.setNoDelay(true);
      socket.write(answerWith(1).subarray(0, 5), () => socket.write(answerWith(1).subarray(5)));
    });
    expect(await answersMetadata(port)).toBe(true);
  });

  it.each<[string, (socket: Socket) => void]>([
    ['does not take part in its cluster yet', (socket) => socket.write(answerWith(0))],
    ['answers something else', (socket) => socket.write('HTTP/1.1 400 Bad Request\r\n')],
    ['hangs up', (socket) => socket.destroy()],
  ])('is not one that %s', async (_, answer) => {
    expect(await answersMetadata(await listening(answer))).toBe(false);
  });

  it('is not one where nobody listens', async () => {
    const port = await listening(() => undefined);
    server?.close();
    await once(server as Server, 'close');
    server = undefined;
    expect(await answersMetadata(port)).toBe(false);
  });
});
