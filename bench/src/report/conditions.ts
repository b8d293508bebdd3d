import { cpus, loadavg, totalmem } from 'node:os';
import pg from 'pg';
import { systemClock } from '@credit-ledger/kernel';

/** Where and when figures were measured: without it they mean nothing. */
export type Conditions = {
  readonly date: string;
  readonly cores: number;
  readonly processor: string;
  readonly memoryGib: number;
  readonly platform: string;
  readonly node: string;
  readonly postgresql: string;
  readonly fsync: string;
  readonly synchronousCommit: string;
  /** Of the machine in the minute before: whatever else it was busy with. */
  readonly loadBefore: number;
};

// Taken when this is loaded, before anything of ours runs.
const LOAD_BEFORE = loadavg()[0] ?? 0;

export async function readConditions(adminUrl: string): Promise<Conditions> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const show = async (name: string): Promise<string> =>
      (await client.query<{ value: string }>('select current_setting($1) as value', [name])).rows[0]?.value ?? '';
    return {
      date: systemClock.now().slice(0, 10),
      cores: cpus().length,
      processor: cpus()[0]?.model ?? 'unknown',
      memoryGib: Math.round(totalmem() / 2 ** 30),
      platform: `${process.platform} ${process.arch}`,
      node: process.versions.node,
      postgresql: await show('server_version'),
      fsync: await show('fsync'),
      synchronousCommit: await show('synchronous_commit'),
      loadBefore: LOAD_BEFORE,
    };
  } finally {
    await client.end();
  }
}

export const describeConditions = (conditions: Conditions): string =>
  [
    `${conditions.date}`,
    `${conditions.cores} cores (${conditions.processor}), ${conditions.memoryGib} GiB, ${conditions.platform}`,
    `Node ${conditions.node}`,
    `PostgreSQL ${conditions.postgresql}, fsync ${conditions.fsync}, synchronous_commit ${conditions.synchronousCommit}`,
    `load average before the start ${conditions.loadBefore.toFixed(1)}`,
    'load, services and PostgreSQL share the cores',
  ].join('; ');
