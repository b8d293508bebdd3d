import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

export type StoodInEvent = {
  readonly id: string;
  readonly source: string;
  readonly subject: string;
  readonly data: { readonly runId: string; readonly photoProcessing?: { readonly photoIds: readonly string[] } };
};

/** What the server does with one request. `events` are stored unless it says otherwise. */
export type Behaviour =
  | 'take'
  /** The connection breaks before anything is stored. */
  | 'drop'
  /** The connection breaks after everything is stored: the answer is lost. */
  | 'takeAndDrop'
  /** Nothing is stored, and no answer comes. */
  | 'hang'
  /** Answers something that is no answer to a batch. */
  | 'mumble'
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: object };

/** Processing-metering as a client of its usage route sees it, in all its moods. */
export class MeteringStandIn {
  readonly stored: StoodInEvent[] = [];
  readonly requests: { readonly authorization: string | undefined; readonly events: readonly StoodInEvent[] }[] = [];
  /** Asked for every request, with its number from 1. */
  behave: (request: number, events: readonly StoodInEvent[]) => Behaviour = () => 'take';
  /** A rejected event is not stored. */
  isRejected: (event: StoodInEvent) => boolean = () => false;
  private readonly server = createServer((request, response) => void this.handle(request, response));
  private port = 0;

  static async start(): Promise<MeteringStandIn> {
    const standIn = new MeteringStandIn();
    await standIn.listen();
    return standIn;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get storedIds(): readonly string[] {
    return this.stored.map(({ id }) => id);
  }

  /** Takes the port again that it had before. */
  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(this.port, '127.0.0.1', resolve));
    this.port = (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const events = (await json(request)) as StoodInEvent[];
    this.requests.push({ authorization: request.headers.authorization, events });
    const behaviour = this.behave(this.requests.length, events);
    if (behaviour === 'hang') return;
    if (behaviour === 'drop') return void request.socket.destroy();
    if (typeof behaviour === 'object') return this.answer(response, behaviour);
    if (behaviour === 'mumble') return this.answer(response, { status: 200, body: { items: [{}] } });
    const items = events.map((event) => this.take(event));
    if (behaviour === 'takeAndDrop') return void request.socket.destroy();
    this.answer(response, { status: 200, body: { items } });
  }

  private take(event: StoodInEvent): object {
    if (this.isRejected(event)) {
      return { id: event.id, status: 'rejected', code: 'request.invalid', field: 'data.runId', detail: 'not liked' };
    }
    const status = this.storedIds.includes(event.id) ? 'duplicate' : 'accepted';
    this.stored.push(event);
    return { id: event.id, status };
  }

  private answer(response: ServerResponse, { status, headers = {}, body = {} }: Exclude<Behaviour, string>): void {
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));
  }
}
