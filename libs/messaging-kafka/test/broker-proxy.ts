import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { ISocketFactory } from 'kafkajs';

/**
 * Connections that lead through a proxy of our own, whatever address the broker says it has. Frozen, nothing moves in either
 * direction and nothing is closed: so the world sees a process that is stopped.
 */
export class BrokerProxy {
  private readonly sockets = new Set<Socket>();
  /** Those that lead to the broker. */
  private readonly far = new Set<Socket>();
  private frozen = false;
  private refused: number | undefined;
  private server: Server | undefined;

  async open(): Promise<void> {
    this.server = createServer((near) => near.once('data', (first) => this.forward(near, first)));
    await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve));
  }

  /** The first line that goes through a connection tells the proxy where to. */
  readonly socketFactory: ISocketFactory = ({ host, port, onConnect }) => {
    const { port: proxyPort } = this.server?.address() as AddressInfo;
    const socket = connect(proxyPort, '127.0.0.1', () => {
      socket.write(`${host} ${port}\n`, () => onConnect());
    });
    return socket;
  };

  freeze(): void {
    this.frozen = true;
    for (const socket of this.sockets) socket.pause();
  }

  /** The broker gets what is sent, and its answers do not come. */
  holdAnswers(): void {
    for (const socket of this.far) socket.pause();
  }

  /** All connections break. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  /** From now on a request of this kind breaks the connection it comes by; undefined: none does. */
  refuse(apiKey: number | undefined): void {
    this.refused = apiKey;
  }

  thaw(): void {
    this.frozen = false;
    for (const socket of this.sockets) socket.resume();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  private forward(near: Socket, first: Buffer): void {
    const lineEnd = first.indexOf('\n');
    const [host = '', port = ''] = first.subarray(0, lineEnd).toString().split(' ');
    const far = connect(Number(port), host);
    this.far.add(far);
    far.on('close', () => this.far.delete(far));
    far.write(first.subarray(lineEnd + 1));
    for (const socket of [near, far]) {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
      socket.on('error', () => socket.destroy());
    }
    near.on('data', (data) => {
      // The kind of a request stands behind its size, and kafkajs writes one at a time.
      if (this.refused !== undefined && data.length > 6 && data.readInt16BE(4) === this.refused) near.destroy();
      else far.write(data);
    });
    far.on('data', (data) => near.write(data));
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
    if (this.frozen) for (const socket of [near, far]) socket.pause();
  }
}
