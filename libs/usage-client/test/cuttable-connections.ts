import { connect, type Socket } from 'node:net';

type ConnectionOf = (to: { host: string; port: number; onConnect: () => void }) => Socket;

/** Connections to a broker that others use as well: cut, nobody is reached by these. */
export class CuttableConnections {
  private readonly sockets = new Set<Socket>();
  private isCut = false;

  readonly socketFactory: ConnectionOf = ({ host, port, onConnect }) => {
    const socket = connect({ host, port: this.isCut ? NOBODY : port }, onConnect);
    this.sockets.add(socket);
    return socket.on('close', () => this.sockets.delete(socket));
  };

  readonly cut = (): void => {
    this.isCut = true;
    for (const socket of this.sockets) socket.destroy();
  };

  readonly restore = (): void => {
    this.isCut = false;
  };
}

/** Only root may listen there, and nobody does. */
const NOBODY = 1;
