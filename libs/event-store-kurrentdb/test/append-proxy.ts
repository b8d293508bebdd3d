import { connect, createServer, type Socket } from 'node:net';
import type { ConnectionLoss } from '@credit-ledger/event-sourcing/contract';
import { portOf } from './fake-kurrentdb.js';

// Stands in the metadata of every event that is appended, and in no request to read. Messages are not compressed.
const OF_AN_APPEND = '"messageId"';

/**
 * Stands between a client and a KurrentDB without TLS, the fake or a real one, so that a spec can lose the connection of an
 * append for real: before the server has seen its events, or when the server's answer to it is on its way back.
 */
export class AppendProxy {
  private planned: ConnectionLoss | undefined;
  private timesLeft = 0;
  private readonly sockets = new Set<Socket>();
  private readonly server = createServer((client) => this.join(client));

  private constructor(
    private readonly host: string,
    private readonly port: number,
  ) {}

  static async open(host: string, port: number): Promise<AppendProxy> {
    const proxy = new AppendProxy(host, port);
    await new Promise<void>((resolve) => proxy.server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get listensOn(): string {
    return `127.0.0.1:${portOf(this.server.address())}`;
  }

  readonly loseConnection = (loss: ConnectionLoss): void => {
    this.planned = loss;
    this.timesLeft = loss.times ?? 1;
  };

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private join(client: Socket): void {
    const upstream = connect(this.port, this.host);
    const frames = new FrameTypes();
    let losing: ConnectionLoss | undefined;
    const destroy = (): void => {
      client.destroy();
      upstream.destroy();
    };
    const cut = async (loss: ConnectionLoss): Promise<void> => {
      await loss.meanwhile?.();
      destroy();
    };
    for (const socket of [client, upstream]) {
      this.sockets.add(socket);
      socket.on('error', destroy);
      socket.on('close', () => {
        this.sockets.delete(socket);
        destroy();
      });
    }
    client.on('data', (bytes) => {
      if (losing === undefined && this.isDue(bytes)) {
        losing = this.planned;
        if (losing?.moment === 'beforeCommit') void cut(losing);
      }
      if (losing?.moment !== 'beforeCommit') upstream.write(bytes);
    });
    upstream.on('data', (bytes) => {
      const hasData = frames.read(bytes).includes(DATA);
      if (losing === undefined) client.write(bytes);
      else if (losing.moment === 'afterCommit' && hasData) void cut(losing);
    });
  }

  private isDue(bytes: Buffer): boolean {
    if (this.timesLeft === 0 || !bytes.includes(OF_AN_APPEND)) return false;
    this.timesLeft -= 1;
    return true;
  }
}

const HEADER_BYTES = 9;
const DATA = 0;

/** Which kinds of HTTP/2 frames begin in the bytes that a server sends. Only DATA is an answer. */
class FrameTypes {
  private pending = Buffer.alloc(0);
  private toSkip = 0;

  read(bytes: Buffer): number[] {
    const types: number[] = [];
    let rest = Buffer.concat([this.pending, bytes]);
    for (;;) {
      const skipped = Math.min(this.toSkip, rest.length);
      rest = rest.subarray(skipped);
      this.toSkip -= skipped;
      if (rest.length < HEADER_BYTES) break;
      types.push(rest.readUInt8(3));
      this.toSkip = rest.readUIntBE(0, 3) + HEADER_BYTES;
    }
    this.pending = Buffer.from(rest);
    return types;
  }
}
