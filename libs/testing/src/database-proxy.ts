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
  const breaks = new PlannedBreaks();
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
    }
    join(client, upstream, breaks);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxied = new URL(url);
  proxied.hostname = '127.0.0.1';
  proxied.port = String((server.address() as AddressInfo).port);
  return {
    url: proxied.href,
    breakConnections: (next) => breaks.plan(next),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

class PlannedBreaks {
  private planned: ConnectionBreak | undefined;
  private timesLeft = 0;

  plan(next: ConnectionBreak): void {
    this.planned = next;
    this.timesLeft = next.times;
  }

  /** The break that this statement sets off, if any is left. */
  take(data: Buffer): ConnectionBreak | undefined {
    if (this.planned === undefined || this.timesLeft === 0) return undefined;
    if (!data.includes(`${this.planned.statement}\0`)) return undefined;
    this.timesLeft--;
    return this.planned;
  }
}

/** Passes on what either says, until a break is due. When one of the two goes, so does the other. */
function join(client: Socket, upstream: Socket, breaks: PlannedBreaks): void {
  let breaking: ConnectionBreak | undefined;
  const destroy = (): void => {
    client.destroy();
    upstream.destroy();
  };
  const cut = async (): Promise<void> => {
    await breaking?.meanwhile?.();
    destroy();
  };
  for (const socket of [client, upstream]) socket.on('error', destroy).on('close', destroy);
  client.on('data', (data) => {
    breaking ??= breaks.take(data);
    if (breaking?.moment === 'beforeCommit') void cut();
    else upstream.write(data);
  });
  upstream.on('data', (data) => {
    if (breaking === undefined) client.write(data);
    else if (data.subarray(-READY.length).equals(READY)) void cut();
  });
}
