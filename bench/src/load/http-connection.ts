import { connect, type Socket } from 'node:net';

/** A response that was no success, or a connection that ended. */
export class ExchangeError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'ExchangeError';
  }
}

/**
 * One kept-alive connection that sends requests made beforehand and reads of each answer its status and its length. The
 * load shares the cores with what it measures, and any HTTP client costs several times as much.
 */
export class HttpConnection {
  private expected: Expected | undefined;
  private received = 0;
  /** Of the answer that is being read; 0 until its head is complete. */
  private length = 0;
  private status = 0;
  private head: Buffer = EMPTY;

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.read(chunk));
    socket.on('error', (error) => this.fail(new ExchangeError('the connection failed', error)));
    socket.on('close', () => this.fail(new ExchangeError('the connection was closed')));
  }

  static open(url: string): Promise<HttpConnection> {
    const { hostname, port } = new URL(url);
    return new Promise((resolve, reject) => {
      const socket = connect({ host: hostname, port: Number(port) });
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.off('error', reject);
        resolve(new HttpConnection(socket));
      });
    });
  }

  /**
   * Sends one request and resolves when its answer has arrived. One at a time; the bytes must not change meanwhile.
   * @throws ExchangeError unless the answer is a success.
   */
  exchange(request: Buffer): Promise<void> {
    return new Promise((resolve, reject) => {
      this.expected = { resolve, reject };
      this.socket.write(request);
    });
  }

  close(): void {
    this.expected = undefined;
    this.socket.destroy();
  }

  private read(chunk: Buffer): void {
    if (this.length === 0) this.readHead(chunk);
    else this.received += chunk.length;
    if (this.length === 0 || this.received < this.length) return;
    const { expected, status } = this;
    this.expected = undefined;
    this.length = 0;
    if (status >= 200 && status < 300) expected?.resolve();
    else expected?.reject(new ExchangeError(`answered ${status}: ${this.head.toString('utf8').slice(0, SHOWN_MAX)}`));
  }

  private readHead(chunk: Buffer): void {
    this.head = this.head.length === 0 ? chunk : Buffer.concat([this.head, chunk]);
    const end = this.head.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = this.head.toString('latin1', 0, end);
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
    if (length === undefined) return this.fail(new ExchangeError(`an answer without a length: ${head}`));
    this.status = Number(head.slice(9, 12));
    this.length = end + 4 + Number(length);
    this.received = this.head.length;
    // What is shown of a refusal; the rest of a large body is counted, not kept.
    if (this.status < 300) this.head = EMPTY;
    else queueMicrotask(() => (this.head = EMPTY));
  }

  private fail(error: ExchangeError): void {
    this.expected?.reject(error);
    this.expected = undefined;
  }
}

type Expected = { readonly resolve: () => void; readonly reject: (error: ExchangeError) => void };

const EMPTY = Buffer.alloc(0);
const SHOWN_MAX = 2_000;
