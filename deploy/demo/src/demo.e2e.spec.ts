import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { answerOf, ledgerClient, meteringClient } from '@credit-ledger/api-client';
import { findFreePortBase, PROJECT_DIR, startInstance, type Instance } from '@credit-ledger/standalone';
import { eventually, testEngines } from '@credit-ledger/testing';
import { loadRacePhotos } from './dataset/load-race-photos.js';
import { findInstance } from './instance/find-instance.js';
import { silentProgress } from './progress/progress.js';
import { jsonReport } from './report/json-report.js';
import { connectContext } from './story/connect-context.js';
import type { DemoContext } from './story/demo-context.js';
import { runDemo, type DemoResult } from './story/run-demo.js';

let directory: string;
let instance: Instance;
// What was made is taken away again, and nothing else: a start that failed must be told by its own error.
const undo: (() => Promise<void>)[] = [];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'demo-spec-'));
  undo.unshift(() => rm(directory, { recursive: true, force: true }));
  // PostgreSQL runs as another account when we are root, and has to pass through.
  await chmod(directory, 0o711);
  const portBase = await findFreePortBase();
  instance = await startInstance({
    portBase,
    dataDir: join(directory, 'data'),
    engines: testEngines(),
    env: { all: { LOG_LEVEL: 'error' } },
  });
  undo.unshift(() => instance.stop());
});

afterAll(async () => {
  for (const one of undo) await one();
});

/** The demo in this process, on the instance as it finds it; `change` may let somebody tell lies. */
async function demonstrate(
  photos: number,
  change = (context: DemoContext): DemoContext => context,
): Promise<DemoResult> {
  const found = await findInstance(instance.dataDir, undefined);
  if (found === undefined) throw new Error('the instance was not found');
  const context = await connectContext(found, silentProgress, new AbortController().signal);
  try {
    return await runDemo(change(context), (await loadRacePhotos()).slice(0, photos));
  } finally {
    await context.close();
  }
}

/** The command as `npm run demo` starts it, with more environment. */
function command(args: readonly string[], env: Readonly<Record<string, string>>) {
  const bin = join(PROJECT_DIR, 'deploy', 'demo', 'bin', 'demo.mjs');
  const assignments = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const stdio: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe'];
  const child = spawn('env', [...assignments, process.execPath, bin, ...args], { stdio });
  const exitCode = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const told: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => void told.push(chunk));
  return { child, exitCode, stdout: text(child.stdout), stderr: () => told.join('') };
}

describe('the demo', () => {
  it('runs out of credits once, tops up, completes, and holds exactly', async () => {
    const result = await demonstrate(1_500);
    expect(result.reconciliation.differences).toEqual([]);
    expect(result.reconciliation.compared).toBeGreaterThan(50);
    expect(jsonReport(result)).toMatchObject({
      photos: { published: 1_800, accepted: 1_800, new: 1_500, alreadyCharged: 300, rejected: 0 },
      // 1,000 for the runs beside it. Half of what the race needs would be less than the smallest purchase; the second is too.
      credits: { added: 3_250, refunded: 50, charged: 2_500, balance: 750 },
      pauses: 1,
      reconciled: true,
    });
    expect(result.organisation).toMatchObject({ plan: 'payg', currency: 'INR', timeZone: 'Asia/Kolkata' });
    expect(result.dashboard.usage.map(({ credits, overrun, actor }) => [credits, overrun, actor])).toEqual(
      [1_500, 50, 200, 350, 250, 150].map((credits) => [-credits, false, 'local-operator']),
    );
  });

  it('shows four months of usage, every usage type, a refused run and a refund', async () => {
    const result = await demonstrate(600);
    const report = jsonReport(result);
    expect(report.differences).toEqual([]);
    expect(report.months.map(({ creditsUsed, usageTransactions }) => [creditsUsed, usageTransactions])).toEqual([
      [850, 3],
      [350, 1],
      [250, 1],
      [150, 1],
    ]);
    expect(report.otherRuns.slice(3)).toMatchObject([
      { usageType: 'AI_IMAGE_ROTATION', photos: 200, credits: 200 },
      { usageType: 'WATERMARK_REPROCESSING', photos: 493, credits: 50 },
    ]);
    // 600 credits are left: 200 of the trial and 1,000 of the top-up, less the race.
    expect(report.refused).toEqual([{ needed: 1_100, available: 600, recommendedTopUp: 1_000 }]);
    const [refund] = result.dashboard.purchases;
    expect(refund).toMatchObject({ type: 'REFUND', credits: 50, details: { reason: expect.any(String) } });
    expect(report.credits.balance).toBe(650);
  });

  it('starts on the free credits where the smallest purchase would pay for everything', async () => {
    const result = await demonstrate(300);
    expect(jsonReport(result)).toMatchObject({
      credits: { added: 2_250, charged: 1_300 },
      pauses: 1,
      reconciled: true,
    });
  });

  it('finds out when a balance is told that the events do not bear out', async () => {
    const { reconciliation } = await demonstrate(20, (context) => ({ ...context, ledger: boasting(context.ledger) }));
    expect(reconciliation.differences.map(({ figure }) => figure)).toContain(
      'balance = additions − charges − removals',
    );
  });

  it('prints one JSON document and nothing else', async () => {
    const { exitCode, stdout, stderr } = command(['--json', '--photos', '50'], { DATA_DIR: instance.dataDir });
    expect(await exitCode).toBe(0);
    const lines = (await stdout).trimEnd().split('\n');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      photos: { new: 50 },
      pauses: 0,
      reconciled: true,
      differences: [],
    });
    expect(stderr()).not.toMatch(/Registered|%/);
  });

  it('shows the pause and the way it goes to people', async () => {
    const { exitCode, stdout, stderr } = command(['--photos', '250'], { DATA_DIR: instance.dataDir });
    expect(await exitCode).toBe(0);
    expect(stderr()).toMatch(/100% \| 300\/300 reports/);
    expect(stderr()).toMatch(
      /\d{4}-\d\d: PHOTO_PROCESSING of 150 photos[^]*PAUSED after 200 photos: the balance is 0[^]*Bought 1,000 credits[^]*Resumed[^]*COMPLETED/,
    );
    expect(await stdout).toMatch(/Usage: PHOTO_PROCESSING +-250 +Boston Marathon 2014 \(2014\)[^]*every one holds/);
  });

  it('cancels its run when it is interrupted, so that no credits stay held', async () => {
    const { child, exitCode, stdout, stderr } = command(['--photos', '40000'], { DATA_DIR: instance.dataDir });
    const organisationId = await eventually(() => /Run (demo-[\w-]+)-run on/.exec(stderr())?.[1] ?? false, {
      withinMs: 60_000,
    });
    child.kill('SIGINT');
    expect(await exitCode).toBe(130);
    expect(await stdout).toBe('');
    await eventually(async () => {
      const token = await instance.token('operator', organisationId);
      const metering = meteringClient({ baseUrl: instance.urls['processing-metering'], token });
      const ledger = ledgerClient({ baseUrl: instance.urls.ledger, token });
      const params = { path: { organisationId, runId: `${organisationId}-run` } };
      const run = await answerOf(metering.GET('/v1/organisations/{organisationId}/runs/{runId}', { params }));
      expect(run).toMatchObject({ state: 'CANCELLED' });
      const balance = await answerOf(ledger.GET('/v1/organisations/{organisationId}/balance', { params }));
      expect(balance).toMatchObject({ held: 0 });
    });
  });

  it('gives metering the real time back when it is interrupted in an earlier month', async () => {
    const { child, exitCode, stderr } = command(['--photos', '2000'], { DATA_DIR: instance.dataDir });
    await eventually(() => stderr().includes('Boston Marathon 2011'), { withinMs: 60_000 });
    child.kill('SIGINT');
    expect(await exitCode).toBe(130);
    expect(stderr()).not.toContain('Boston Marathon 2013');
    const answer = await fetch(`${instance.urls['processing-metering']}/v1/clock`, {
      headers: { Authorization: `Bearer ${await instance.token('staff', 'demo')}` },
    });
    const { now } = (await answer.json()) as { now: string };
    expect(Date.parse(now)).toBeGreaterThan(Date.now() - 60_000);
  });

  it('starts an instance of its own where none runs, and leaves nothing behind', async () => {
    const temporary = join(directory, 'tmp');
    await mkdir(temporary, { mode: 0o711 });
    const env = { DATA_DIR: join(directory, 'nothing-runs-here'), TMPDIR: temporary };
    const { exitCode, stdout } = command(['--json', '--photos', '10'], env);
    expect(await exitCode).toBe(0);
    expect(JSON.parse(await stdout)).toMatchObject({ photos: { new: 10 }, reconciled: true });
    expect(await readdir(temporary)).toEqual([]);
  });

  it('names the directory when it is to use an instance that does not run', async () => {
    const nowhere = join(directory, 'nothing-runs-here');
    const { exitCode, stderr } = command(['--url', 'http://127.0.0.1:4000'], { DATA_DIR: nowhere });
    expect(await exitCode).toBe(1);
    expect(stderr()).toMatch(/no instance runs on .*nothing-runs-here.*npm start.*DATA_DIR/);
  });

  it('names both instances when the one that runs is another', async () => {
    const { exitCode, stderr } = command(['--url', 'http://127.0.0.1:4000'], { DATA_DIR: instance.dataDir });
    expect(await exitCode).toBe(1);
    expect(stderr()).toContain(`http://127.0.0.1:4000 is not the instance on`);
    expect(stderr()).toContain(`http://127.0.0.1:${instance.portBase}`);
  });
});

/** Tells of one credit too many. */
const boasting = (ledger: DemoContext['ledger']): DemoContext['ledger'] => ({
  async balance(after) {
    const balance = await ledger.balance(after);
    return balance && { ...balance, balance: balance.balance + 1 };
  },
  months: () => ledger.months(),
  transactions: (type) => ledger.transactions(type),
  refund: (runId, credits, reason) => ledger.refund(runId, credits, reason),
});
