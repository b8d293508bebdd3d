import { createServer, connect, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** Breaks connections while a certain statement is under way. */
export type ConnectionBreak = {
  /** The name of the prepared statement. */
  readonly statement: string;
  /** Before the server has seen it, or after it has committed it but before its answer has come back. */
  readonly moment: 'beforeCommit' | 'afterCommit';
  readonly times: number;
  /** Awaited just before the connection breaks. */
  readonly meanwhile?: (() => Promise<unknown>) | undefined;
};

export interface DatabaseProxy {
  /** The same login by way of the proxy. */
  readonly url: string;
  breakConnections(planned: ConnectionBreak): void;
  close(): Promise<void>;
}

// ReadyForQuery outside a transaction: what the server sends last, after the commit.
const READY = Buffer.from('Z\0\0\0\x05I', 'latin1');

/** Stands between a client and PostgreSQL, so that a spec can lose a connection for real and at a chosen moment. */
export async function openDatabaseProxy(url: string): Promise<DatabaseProxy> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let planned: ConnectionBreak | undefined;
  let timesLeft = 0;

  const takeBreak = (data: Buffer): ConnectionBreak | undefined =>
    planned !== undefined && timesLeft > 0 && data.includes(`${planned.statement}\0`) && timesLeft-- > 0
      ? planned
      : undefined;

  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    let breaking: ConnectionBreak | undefined;
    const cut = async (): Promise<void> => {
      await breaking?.meanwhile?.();
      client.destroy();
      upstream.destroy();
    };
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    client.on('data', (data) => {
      breaking ??= takeBreak(data);
      if (breaking?.moment === 'beforeCommit') void cut();
      else upstream.write(data);
    });
    upstream.on('data', (data) => {
      if (breaking === undefined) client.write(data);
      else if (data.subarray(-READY.length).equals(READY)) void cut();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxied = new URL(url);
  proxied.hostname = '127.0.0.1';
  proxied.port = String((server.address() as AddressInfo).port);
  return {
    url: proxied.href,
    breakConnections: (next) => {
      planned = next;
      timesLeft = next.times;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
