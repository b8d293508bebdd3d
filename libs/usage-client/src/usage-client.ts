import { epochMsOf, InvalidValueError, type Instant } from '@credit-ledger/kernel';
import { parseReport } from './report/parse-report.js';
import { reportId } from './report/report-id.js';
import type { UsageReport } from './report/usage-report.js';
import type { Sender } from './sending/sender.js';
import type { UsageTransport } from './sending/usage-transport.js';
import type { Spool } from './spool/spool.js';
import { payloadOf, type SpooledReport } from './spool/spooled-report.js';
import type { SpoolStatus } from './usage-client-metrics.js';
import type { ParsedOptions } from './usage-client-options.js';

/** So many reports are not sent yet. They are on disk, and sent by this process or by the next. */
export type Unsent = {
  readonly unsent: number;
  /** Why not, where something is in the way: what the last try failed with, or that none was answered in time. */
  readonly reason?: string;
};

export type Deadline = { readonly deadlineMs?: number };

export type UsageClientParts = {
  readonly options: Pick<ParsedOptions, 'source' | 'clock'>;
  readonly spool: Spool;
  readonly sender: Sender;
  readonly transport: UsageTransport;
  readonly release: () => Promise<void>;
};

const CLOSE_DEADLINE_MS = 10_000;
/** What is under way is broken off at the deadline; a transport that hangs then is left behind. */
const GRACE_MS = 1_000;
const NO_ANSWER = 'nothing was answered before the deadline';

const TEXT = /^[\x21-\x7e]{1,200}$/;

/** Reports finished work. Made by `connectUsageClient`; one per process and spool directory. */
export class UsageClient {
  private closing: Promise<Unsent> | undefined;

  constructor(private readonly parts: UsageClientParts) {}

  /**
   * Resolves with the report's id once the report is on disk: from then on it will be sent, whatever happens to this process.
   * Reporting again after an error is right, also after a restart: the same work is the same report.
   * @throws InvalidValueError, SpoolFullError, SpoolWriteError, SpoolInUseError, UsageClientClosedError. In each case but the
   * write error nothing was kept; after that one something may have been, and reporting again is harmless.
   */
  async report(report: UsageReport): Promise<string> {
    const { options, spool } = this.parts;
    const time = options.clock.now();
    const spooled = toSpooled(report, options.source, time);
    await spool.append(spooled);
    return spooled.id;
  }

  status(): SpoolStatus {
    const { spool, sender, options } = this.parts;
    const oldestAgeMs = sender.oldest ? epochMsOf(options.clock.now()) - epochMsOf(sender.oldest.time) : 0;
    return { reports: spool.unsentReports, bytes: spool.unsentBytes, oldestAgeMs: Math.max(0, oldestAgeMs) };
  }

  /** Resolves once everything that was reported before has been sent, at the latest after `deadlineMs`. */
  async flush({ deadlineMs }: Deadline = {}): Promise<Unsent> {
    const { spool, sender } = this.parts;
    const flushed = spool.settle().then(() => sender.flush());
    const isInTime = deadlineMs === undefined ? await flushed.then(() => true) : await within(deadlineMs, flushed);
    const reason = sender.lastError === undefined ? (isInTime ? undefined : NO_ANSWER) : textOf(sender.lastError);
    return unsentIn(spool, reason);
  }

  /** Flushes until the deadline (default 10 s) and gives the directory back. What was not sent stays there for the next process. */
  close({ deadlineMs = CLOSE_DEADLINE_MS }: Deadline = {}): Promise<Unsent> {
    return (this.closing ??= this.end(deadlineMs));
  }

  private async end(deadlineMs: number): Promise<Unsent> {
    const { spool, sender, transport, release } = this.parts;
    const { reason } = await this.flush({ deadlineMs });
    await within(GRACE_MS, sender.stop());
    await spool.close();
    await within(GRACE_MS, transport.close());
    await release();
    return unsentIn(spool, reason);
  }
}

function toSpooled(report: UsageReport, source: string, time: Instant): SpooledReport {
  const message = parseReport(report, time);
  const id = reportId(message, parseOptional(report.key, 'key'));
  const correlationId = parseOptional(report.correlationId, 'correlationId') ?? id;
  const { organisationId } = message;
  return { id, source, time, correlationId, organisationId, payload: payloadOf(message) };
}

function parseOptional(value: string | undefined, field: string): string | undefined {
  if (value !== undefined && (typeof value !== 'string' || !TEXT.test(value))) {
    throw new InvalidValueError(field, 'must be 1 to 200 printable ASCII characters without spaces');
  }
  return value;
}

const unsentIn = ({ unsentReports: unsent }: Spool, reason: string | undefined): Unsent =>
  unsent === 0 || reason === undefined ? { unsent } : { unsent, reason };

// Where no address of a host answers, the error that says so has no message, only a code.
const textOf = (error: unknown): string =>
  error instanceof Error ? error.message || String('code' in error ? error.code : error.name) : String(error);

/** Whether the work was done in time. */
async function within(ms: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), ms)));
  return Promise.race([work.then(() => true), deadline]).finally(() => clearTimeout(timer));
}
