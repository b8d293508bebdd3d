import { InstanceError } from '@credit-ledger/standalone';
import { CommanderError } from 'commander';
import { benchContext } from './bench-context.js';
import { benchCommandLine, type BenchOptions } from './bench-options.js';
import { StalledError } from './instance/wait-until.js';
import { ExchangeError } from './load/http-connection.js';
import { silentProgress, TerminalProgress } from './progress.js';
import { jsonReport } from './report/json-report.js';
import { writeIntoReadme } from './report/readme-table.js';
import { textReport } from './report/text-report.js';
import { runBenchmarks } from './run-benchmarks.js';

const INTERRUPTED = 130;

/** `npm run bench`. Answers the exit code: 0 when everything was measured, 1 when something failed, 130 after Ctrl-C. */
export async function benchCommand(args: readonly string[]): Promise<number> {
  const interruption = interruptible();
  try {
    await benchCommandLine((options) => measure(options, interruption))
      .exitOverride()
      .parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    if (interruption.aborted) return INTERRUPTED;
    if (!isForPeople(error)) throw error;
    process.stderr.write(`\nThe benchmark failed: ${error.message}\n`);
    return 1;
  }
}

async function measure(options: BenchOptions, interruption: AbortSignal): Promise<void> {
  const progress = options.json ? silentProgress : new TerminalProgress(process.stderr);
  const run = await runBenchmarks(new Set(options.only), benchContext(progress, options.quick), interruption);
  process.stdout.write(options.json ? `${JSON.stringify(jsonReport(run))}\n` : textReport(run));
  if (options.write) progress.say(`\nThe table is in ${await writeIntoReadme(run)}.`);
}

/** Aborted by the first Ctrl-C or SIGTERM, so that everything is given back. A second one ends at once. */
function interruptible(): AbortSignal {
  const controller = new AbortController();
  const interrupt = () => {
    if (controller.signal.aborted) process.exit(INTERRUPTED);
    process.stderr.write('\nInterrupted: giving everything back (again Ctrl-C to force) …\n');
    controller.abort();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  return controller.signal;
}

// What the person at the keyboard can act on. Anything else is a defect, and its stack trace is of use.
const isForPeople = (error: unknown): error is Error =>
  [InstanceError, ExchangeError, StalledError].some((type) => error instanceof type);
