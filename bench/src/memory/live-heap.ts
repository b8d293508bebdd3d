import { connect } from 'node:net';
import { join } from 'node:path';
import type { Instance, ServiceName } from '@credit-ledger/standalone';

const BYTES_PER_MIB = 1_024 * 1_024;

/** Starts the service anew, so that `liveHeapMib` can be asked of it. */
export async function restartMeasurable(instance: Instance, service: ServiceName): Promise<void> {
  const reporter = new URL('./report-live-heap.js', import.meta.url);
  reporter.searchParams.set('socket', socketOf(instance, service));
  await instance.restart(service, { NODE_OPTIONS: `--import ${reporter.href}` });
}

/** What a service that was started by `restartMeasurable` holds on to, in MiB, after a collection. */
export const liveHeapMib = (instance: Instance, service: ServiceName): Promise<number> =>
  reportedMib(socketOf(instance, service));

/** What the reporter behind the socket says, in MiB. */
export async function reportedMib(socket: string): Promise<number> {
  let answer = '';
  for await (const chunk of connect(socket).setEncoding('utf8')) answer += String(chunk);
  return Number(answer) / BYTES_PER_MIB;
}

const socketOf = ({ dataDir }: Instance, service: ServiceName): string => join(dataDir, `${service}.sock`);
