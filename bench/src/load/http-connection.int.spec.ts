import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HttpConnection } from './http-connection.js';

const request = (path: string): Buffer => Buffer.from(`GET ${path} HTTP/1.1\r\nHost: spec\r\n\r\n`);

describe('a connection of the load generator', () => {
  let server: Server;
  let url: string;

  beforeAll(async () => {
    server = createServer((asked, answer) => {
      if (asked.url === '/gone') return void asked.socket.destroy();
      const status = asked.url === '/refused' ? 409 : 200;
      const body = asked.url === '/long' ? 'x'.repeat(1_000_000) : '{"code":"spec.refused"}';
      answer.writeHead(status, { 'Content-Length': body.length }).end(body);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  });
  afterAll(() => void server.close());

  it('exchanges one request after the other, however long the answers are', async () => {
    const connection = await HttpConnection.open(url);
    for (const path of ['/short', '/long', '/short', '/long']) await connection.exchange(request(path));
    connection.close();
  });

  it('says what a refusal said, and goes on', async () => {
    const connection = await HttpConnection.open(url);
    await expect(connection.exchange(request('/refused'))).rejects.toThrow(/^answered 409: .*spec\.refused/s);
    await connection.exchange(request('/short'));
    connection.close();
  });

  it('fails when the other side hangs up', async () => {
    const connection = await HttpConnection.open(url);
    await expect(connection.exchange(request('/gone'))).rejects.toThrow('the connection was closed');
  });
});
