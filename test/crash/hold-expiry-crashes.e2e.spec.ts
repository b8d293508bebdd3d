import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@credit-ledger/testing';
import { crashWhileStarting } from './crash.js';
import { CrashWorld } from './crash-world.js';
import { Customer } from './customer.js';
import { settled } from './settled.js';
import { expectWhole } from './whole/expect-whole.js';

const service = 'processing-metering';
const RUNS = ['unused-1', 'unused-2', 'unused-3'];
const GRANTED = 100;

/** Where the sweep of unused holds may die, and in which moment that is. */
const CRASHES = [
  ['holds are given up and told, and nothing is committed', 'hold-expiry.written'],
  ['holds are given up, and nobody is awake to send it', 'hold-expiry.committed'],
  ['the expiry was sent, and the outbox still has it', 'outbox.sent'],
] as const;

describe('the sweep of unused holds, killed while', () => {
  let world: CrashWorld;
  beforeAll(async () => {
    world = await CrashWorld.start();
  });
  afterAll(() => world.close());

  it.each(CRASHES)('%s, expires every hold once', async (_moment, failpoint) => {
    const customer = new Customer(world, `expiry-${CRASHES.findIndex(([, name]) => name === failpoint)}`);
    await customer.register();
    await customer.grant(10_000);
    for (const runId of RUNS) await customer.startRun(runId, GRANTED);
    await settled(world);
    await leaveUnusedForADay(world, customer);

    await crashWhileStarting(world, { service, failpoint });

    await eventually(async () => expect(await pausedRuns(world, customer)).toEqual(RUNS), { withinMs: 60_000 });
    await expectWhole(world, [customer]);
    expect(await releases(world, customer)).toEqual(RUNS.map((runId) => ({ runId, returned: GRANTED })));
    expect(await told(world, customer)).toEqual(RUNS.map((run_id) => ({ run_id, times: 1 })));
  });
});

/** Nobody waits a day for a test: the rows are made as old as they would be then. */
const leaveUnusedForADay = (world: CrashWorld, { organisationId }: Customer): Promise<unknown> =>
  world.rows(
    `update metering.runs set used_at = used_at - interval '24 hours', hold_expires_at = hold_expires_at - interval '24 hours'
      where organisation_id = $1`,
    [organisationId],
  );

async function pausedRuns(world: CrashWorld, { organisationId }: Customer): Promise<string[]> {
  const sql = "select run_id from metering.runs where organisation_id = $1 and state = 'PAUSED' order by run_id";
  return (await world.rows<{ run_id: string }>(sql, [organisationId])).map(({ run_id }) => run_id);
}

const told = (world: CrashWorld, { organisationId }: Customer): Promise<object[]> =>
  world.rows(
    `select run_id, count(*)::int as times from metering.run_history
      where organisation_id = $1 and reason = 'HOLD_EXPIRED' group by run_id order by run_id`,
    [organisationId],
  );

async function releases(world: CrashWorld, { organisationId }: Customer): Promise<object[]> {
  const sql = `select data ->> 'runId' as "runId", data as data from event_store.events
    where stream_id = $1 and type = 'HoldReleased' order by data ->> 'runId'`;
  const rows = await world.rows<{ runId: string; data: Released }>(sql, [`creditAccount-${organisationId}`]);
  return rows.map(({ runId, data }) => ({
    runId,
    returned: data.returned.reduce((sum, { credits }) => sum + Number(credits), 0),
  }));
}

type Released = { readonly returned: readonly { readonly credits: string }[] };
