import { InvalidValueError, systemClock, type Clock } from '@credit-ledger/kernel';
import type { TokenSource } from './http/http-transport.js';
import type { UsageClientMetrics } from './usage-client-metrics.js';

export type UsageClientOptions = {
  /** `http://` or `https://`: processing-metering; `kafka://`: Kafka; `postgres://`: the embedded log, as the role `broker`. */
  readonly url: string;
  /** For HTTP: a token of the role `service`, or what gets one that is valid now. */
  readonly token?: TokenSource;
  /** A directory on a local disk, of this process alone. It is made when missing. */
  readonly spoolDir: string;
  /** The name of the service that reports: the CloudEvents source, 1 to 200 printable characters without spaces. */
  readonly source: string;
  /** What may wait on disk, default 256 MiB. */
  readonly spoolBytesMax?: number;
  /**
   * When that is reached, `report` waits for room (default) or rejects with SpoolFullError. Beyond 16 MiB of reports that wait
   * in memory it rejects in either case: somebody does not await them.
   */
  readonly whenFull?: 'wait' | 'reject';
  /** A batch is sent when it has so many reports (default 1,000, the most), so many bytes (512 KiB), or has waited so long (20 ms). */
  readonly batch?: { readonly reportsMax?: number; readonly bytesMax?: number; readonly lingerMs?: number };
  /** How long a process that was killed keeps the directory, default 5 s, at least 2 s. */
  readonly lockStaleMs?: number;
  readonly metrics?: UsageClientMetrics;
  readonly clock?: Clock;
};

export type ParsedOptions = Required<Omit<UsageClientOptions, 'token' | 'batch'>> & {
  readonly token: TokenSource | undefined;
  readonly batch: { readonly reportsMax: number; readonly bytesMax: number; readonly lingerMs: number };
};

const KIB = 1_024;
const MIB = 1_024 * KIB;
const URL_RULE = 'must be the address of processing-metering (http://, https://) or of a log (kafka://, postgres://)';
const TOKEN_RULE = 'must be a token of the role service, or a function that gets one: metering takes nothing without';
const SOURCE = /^[\x21-\x7e]{1,200}$/;

/** @throws InvalidValueError that names the option. */
export function parseOptions(options: UsageClientOptions): ParsedOptions {
  const { url, token, spoolDir, source, whenFull = 'wait', batch = {}, metrics = {}, clock = systemClock } = options;
  if (typeof url !== 'string' || url === '') throw new InvalidValueError('url', URL_RULE);
  if (/^https?:/i.test(url) && !isTokenSource(token)) throw new InvalidValueError('token', TOKEN_RULE);
  if (typeof spoolDir !== 'string' || spoolDir === '') throw new InvalidValueError('spoolDir', 'must name a directory');
  if (typeof source !== 'string' || !SOURCE.test(source)) {
    throw new InvalidValueError('source', 'must be 1 to 200 printable ASCII characters without spaces');
  }
  if (whenFull !== 'wait' && whenFull !== 'reject') throw new InvalidValueError('whenFull', 'must be wait or reject');
  return {
    url,
    token,
    spoolDir,
    source,
    whenFull,
    metrics,
    clock,
    // Room for the largest report at least.
    spoolBytesMax: wholeNumber(options.spoolBytesMax ?? 256 * MIB, 'spoolBytesMax', 2 * MIB, 64 * 1_024 * MIB),
    lockStaleMs: wholeNumber(options.lockStaleMs ?? 5_000, 'lockStaleMs', 2_000, 600_000),
    batch: {
      reportsMax: wholeNumber(batch.reportsMax ?? 1_000, 'batch.reportsMax', 1, 1_000),
      bytesMax: wholeNumber(batch.bytesMax ?? 512 * KIB, 'batch.bytesMax', KIB, MIB),
      lingerMs: wholeNumber(batch.lingerMs ?? 20, 'batch.lingerMs', 0, 60_000),
    },
  };
}

const isTokenSource = (token: unknown): boolean =>
  typeof token === 'function' || (typeof token === 'string' && token !== '');

function wholeNumber(value: number, name: string, least: number, most: number): number {
  if (!Number.isSafeInteger(value) || value < least || value > most) {
    throw new InvalidValueError(name, `must be a whole number from ${least} to ${most}`);
  }
  return value;
}
