import { InstanceError, loadStandaloneConfig } from '@credit-ledger/standalone';
import { CommanderError } from 'commander';
import { ApiError } from './api/api-error.js';
import { loadRacePhotos } from './dataset/load-race-photos.js';
import { demoCommandLine, type DemoOptions } from './demo-options.js';
import { findInstance } from './instance/find-instance.js';
import { startOwnInstance } from './instance/start-own-instance.js';
import type { DemoInstance } from './instance/demo-instance.js';
import { BarProgress } from './progress/bar-progress.js';
import { LineProgress } from './progress/line-progress.js';
import { silentProgress, type Progress } from './progress/progress.js';
import { jsonReport } from './report/json-report.js';
import { textReport } from './report/text-report.js';
import { PaymentNotCompletedError } from './story/buy-credits.js';
import { connectContext } from './story/connect-context.js';
import { RunNotRefusedError } from './story/refuse-run.js';
import { RunStoppedError } from './story/resume-after-pause.js';
import { runDemo, type DemoResult } from './story/run-demo.js';
import { WaitedTooLongError } from './waiting/wait-until.js';

const INTERRUPTED = 130;

/** `npm run demo`. Answers the exit code: 0 when everything holds, 1 when anything differs or failed, 130 after Ctrl-C. */
export async function demoCommand(args: readonly string[]): Promise<number> {
  const interruption = interruptible();
  let exitCode = 1;
  const commandLine = demoCommandLine(async (options) => {
    const result = await demonstrate(options, interruption);
    process.stdout.write(options.json ? `${JSON.stringify(jsonReport(result))}\n` : textReport(result));
    exitCode = result.reconciliation.differences.length === 0 ? 0 : 1;
  }).exitOverride();
  try {
    await commandLine.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    if (interruption.aborted) return INTERRUPTED;
    if (!isForPeople(error)) throw error;
    process.stderr.write(`\nThe demo failed: ${error.message}\n`);
    return 1;
  }
}

async function demonstrate(options: DemoOptions, interruption: AbortSignal): Promise<DemoResult> {
  const progress = progressFor(options);
  const photos = (await loadRacePhotos()).slice(0, options.photos);
  const instance = await anInstance(options, progress, interruption);
  const ended = new AbortController();
  try {
    interruption.throwIfAborted();
    progress.say(`Using ${instance.name}.`);
    const context = await connectContext(instance, progress, AbortSignal.any([interruption, ended.signal]));
    try {
      return await Promise.race([runDemo(context, photos), instance.broken]);
    } finally {
      // Whatever still waits, because an instance died under it, ends here.
      ended.abort();
      await context.close();
    }
  } finally {
    progress.end();
    await instance.release();
  }
}

async function anInstance({ url }: DemoOptions, progress: Progress, interruption: AbortSignal): Promise<DemoInstance> {
  const config = loadStandaloneConfig();
  const found = await findInstance(config.dataDir, url);
  if (found !== undefined) return found;
  progress.say('No instance runs here: starting one of its own, with fresh data …');
  return startOwnInstance(config, interruption, (line) => progress.say(`  ${line} …`));
}

function progressFor({ json }: DemoOptions): Progress {
  if (json) return silentProgress;
  return process.stderr.isTTY
    ? new BarProgress(process.stderr)
    : new LineProgress((text) => process.stderr.write(text));
}

// A Ctrl-C reaches the whole group of the terminal, and npm passes it on once more.
const SAME_KEYSTROKE_MS = 500;

/** Aborted by the first Ctrl-C or SIGTERM, so that everything is given back. A second one ends at once. */
function interruptible(): AbortSignal {
  const controller = new AbortController();
  let firstAtMs = 0;
  const interrupt = () => {
    if (controller.signal.aborted) {
      if (performance.now() - firstAtMs > SAME_KEYSTROKE_MS) process.exit(INTERRUPTED);
      return;
    }
    firstAtMs = performance.now();
    process.stderr.write('\nInterrupted: giving everything back (again Ctrl-C to force) …\n');
    controller.abort();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  return controller.signal;
}

// What the person at the keyboard can act on. Anything else is a defect, and its stack trace is of use.
const isForPeople = (error: unknown): error is Error =>
  [InstanceError, ApiError, WaitedTooLongError, RunStoppedError, RunNotRefusedError, PaymentNotCompletedError].some(
    (type) => error instanceof type,
  );
