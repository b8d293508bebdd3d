import { SendError, type Refusal, type UsageTransport } from '../sending/usage-transport.js';
import type { SpooledReport } from '../spool/spooled-report.js';
import { problemIn, refusalOf, refusalsIn } from './answer.js';
import { toCloudEvent } from './cloud-event.js';
import { retryAfterMs } from './retry-after.js';

/** A token, or what gets one that is valid now. Asked before every request. */
export type TokenSource = string | (() => string | Promise<string>);

/** Sent again it would be refused again. Anything else may pass, a missing permission included. */
const MALFORMED = new Set([400, 422]);
const TOO_LARGE = 413;
const BODY_BYTES_MAX = 1024 * 1024;
const TIMEOUT_MS = 30_000;

type Piece = { readonly reports: readonly SpooledReport[]; readonly events: readonly string[] };

/** `POST /v1/usage` of processing-metering: CloudEvents in batches, of several organisations. */
export class HttpTransport implements UsageTransport {
  private readonly address: URL;

  constructor(
    url: string,
    private readonly token: TokenSource | undefined,
  ) {
    this.address = new URL('v1/usage', url.endsWith('/') ? url : `${url}/`);
  }

  async send(reports: readonly SpooledReport[], signal: AbortSignal): Promise<readonly Refusal[]> {
    const refusals: Refusal[] = [];
    for (const piece of piecesOf(reports)) refusals.push(...(await this.sendPiece(piece, signal)));
    return refusals;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private async sendPiece(piece: Piece, signal: AbortSignal): Promise<readonly Refusal[]> {
    const response = await this.post(`[${piece.events.join(',')}]`, signal);
    const answer: unknown = await response.json().catch(() => undefined);
    if (response.ok) return refusalsIn(answer, piece.reports);
    const problem = problemIn(answer);
    // Metering names a code. Without one it was somebody between, who knows nothing of reports, and cannot refuse them.
    const isRefused = problem !== undefined && MALFORMED.has(response.status);
    if (!isRefused && response.status !== TOO_LARGE) throw failed(response, problem?.code);
    const [only] = piece.reports;
    if (piece.reports.length === 1 && only) {
      if (problem === undefined) throw failed(response);
      return [refusalOf(only, problem)];
    }
    // One of them is the reason, or all together are too much: halves find it, and the others go on.
    const middle = Math.ceil(piece.reports.length / 2);
    const before = await this.sendPiece(slicePiece(piece, 0, middle), signal);
    return [...before, ...(await this.sendPiece(slicePiece(piece, middle), signal))];
  }

  private async post(body: string, signal: AbortSignal): Promise<Response> {
    const token = typeof this.token === 'function' ? await this.token() : this.token;
    try {
      return await fetch(this.address, {
        method: 'POST',
        // Elsewhere the token has no business.
        redirect: 'error',
        headers: {
          Accept: 'application/json',
          'Content-Type': 'application/cloudevents-batch+json',
          ...(token !== undefined && { Authorization: `Bearer ${token}` }),
        },
        body,
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
      });
    } catch (cause) {
      throw new SendError(`metering at ${this.address.origin} does not answer`, 0, cause);
    }
  }
}

const failed = ({ status, headers }: Response, code?: string): SendError =>
  new SendError(
    `metering answered ${status}${code === undefined ? '' : ` ${code}`}`,
    retryAfterMs(headers.get('Retry-After'), Date.now()),
  );

function piecesOf(reports: readonly SpooledReport[]): Piece[] {
  const pieces: Piece[] = [];
  let bytes = Number.POSITIVE_INFINITY;
  let piece: { reports: SpooledReport[]; events: string[] } = { reports: [], events: [] };
  for (const report of reports) {
    const event = JSON.stringify(toCloudEvent(report));
    bytes += Buffer.byteLength(event) + 1;
    if (bytes > BODY_BYTES_MAX) {
      piece = { reports: [], events: [] };
      pieces.push(piece);
      bytes = Buffer.byteLength(event) + 1;
    }
    piece.reports.push(report);
    piece.events.push(event);
  }
  return pieces;
}

const slicePiece = ({ reports, events }: Piece, from: number, to?: number): Piece => ({
  reports: reports.slice(from, to),
  events: events.slice(from, to),
});
