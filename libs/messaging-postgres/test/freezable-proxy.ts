import { createServer, connect, type AddressInfo, type Socket } from 'node:net';

/** A TCP proxy whose traffic can be stopped without closing a connection: how the world looks to others while a process is frozen. */
export class FreezableProxy {
  private readonly sockets = new Set<Socket>();
  private frozen = false;
  private readonly server = createServer((near) => {
    const far = connect({ host: this.target.hostname, port: Number(this.target.port) });
    for (const socket of [near, far]) {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
      socket.on('error', () => socket.destroy());
    }
    near.on('data', (data) => far.write(data));
    far.on('data', (data) => near.write(data));
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
    if (this.frozen) for (const socket of [near, far]) socket.pause();
  });

  private constructor(private readonly target: URL) {}

  static async to(url: string): Promise<FreezableProxy> {
    const proxy = new FreezableProxy(new URL(url));
    await new Promise<void>((resolve) => proxy.server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    const url = new URL(this.target);
    url.hostname = '127.0.0.1';
    url.port = `${(this.server.address() as AddressInfo).port}`;
    return url.href;
  }

  freeze(): void {
    this.frozen = true;
    for (const socket of this.sockets) socket.pause();
  }

  thaw(): void {
    this.frozen = false;
    for (const socket of this.sockets) socket.resume();
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
