import { mkdir } from 'node:fs/promises';
import { epochMsOf } from '@credit-ledger/kernel';
import { RejectedReports } from './rejected/rejected-reports.js';
import { Sender } from './sending/sender.js';
import type { Refusal } from './sending/usage-transport.js';
import { Spool } from './spool/spool.js';
import { SpoolDirectory } from './spool/spool-directory.js';
import { lockSpool } from './spool/spool-lock.js';
import { transportByUrl } from './transport-by-url.js';
import { UsageClient } from './usage-client.js';
import type { UsageClientMetrics } from './usage-client-metrics.js';
import { parseOptions, type ParsedOptions, type UsageClientOptions } from './usage-client-options.js';

/**
 * Takes the spool directory, connects when there is something to send, and sends what an earlier process left behind.
 * @throws InvalidValueError, UnsupportedTransportError, SpoolInUseError, and what the file system says of the directory.
 */
export async function connectUsageClient(given: UsageClientOptions): Promise<UsageClient> {
  const options = parseOptions(given);
  const transport = await transportByUrl(options.url, options.token);
  try {
    await mkdir(options.spoolDir, { recursive: true, mode: 0o700 });
    return await openClient(options, transport);
  } catch (error) {
    await transport.close();
    throw error;
  }
}

async function openClient(options: ParsedOptions, transport: Awaited<ReturnType<typeof transportByUrl>>) {
  let lost: ((error: Error) => void) | undefined;
  const release = await lockSpool(options.spoolDir, options.lockStaleMs, (error) => lost?.(error));
  try {
    const tell = guarded(options.metrics);
    const rejected = new RejectedReports(options.spoolDir, options.clock);
    const directory = await SpoolDirectory.open(options.spoolDir, epochMsOf(options.clock.now()));
    const spool = await Spool.open(directory, {
      bytesMax: options.spoolBytesMax,
      whenFull: options.whenFull,
      onAppended: (group) => {
        sender.wake();
        tell('spooled', group);
        tell('spool', client.status());
      },
      onFault: (error) => tell('faulted', error),
    });
    const keepRefused = async (refusals: readonly Refusal[]) => {
      await rejected.keep(refusals);
      for (const refusal of refusals) tell('rejected', refusal);
    };
    const sender = new Sender({
      spool,
      transport,
      batch: options.batch,
      keepRefused,
      onSent: (batch) => {
        tell('sent', batch);
        tell('spool', client.status());
      },
      onRetry: (retry) => tell('retried', retry),
    });
    lost = (error) => {
      // Whoever has it now sends what is in it.
      spool.fail(error);
      void sender.stop();
      tell('faulted', error);
    };
    const client = new UsageClient({ options, spool, sender, transport, release });
    return client;
  } catch (error) {
    await release();
    throw error;
  }
}

/** Somebody's metrics must not cost a report. */
function guarded(metrics: UsageClientMetrics) {
  return <Name extends keyof UsageClientMetrics>(
    name: Name,
    ...what: Parameters<NonNullable<UsageClientMetrics[Name]>>
  ): void => {
    try {
      (metrics[name] as ((...what: unknown[]) => void) | undefined)?.call(metrics, ...what);
    } catch {
      // Nothing of ours failed.
    }
  };
}
