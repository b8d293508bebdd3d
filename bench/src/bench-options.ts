import { Command, InvalidArgumentError } from 'commander';
import { BENCHMARKS, type BenchmarkName } from './result.js';

export type BenchOptions = {
  readonly json: boolean;
  readonly only: readonly BenchmarkName[];
  readonly quick: boolean;
  /** Whether the table goes into bench/README.md. */
  readonly write: boolean;
};

type Given = { json: boolean; only?: readonly BenchmarkName[]; quick: boolean; write: boolean };

/** The command line of `npm run bench`. */
export function benchCommandLine(run: (options: BenchOptions) => Promise<void>): Command {
  return new Command('npm run bench --')
    .description(
      'Measures the speed of the whole system on this machine, with fresh data, and prints a table with aims.',
    )
    .option('--json', 'print one JSON document instead of the table, and no progress', false)
    .option('--only <names>', `some of the benchmarks: ${BENCHMARKS.join(', ')}`, parseNames)
    .option('--quick', 'short runs that show whether it works; their figures are not written anywhere', false)
    .option('--no-write', 'leave the table in bench/README.md as it is')
    .addHelpText('after', HELP)
    .action(({ json, only, quick, write }: Given) =>
      run({ json, only: only ?? BENCHMARKS, quick, write: write && !quick && only === undefined }),
    );
}

const HELP = `
Starts PostgreSQL and the services by itself, on free ports and with data in the system's temporary directory (TMPDIR), and
removes both afterwards. fsync is on: the disk below TMPDIR is part of what is measured. Leave the machine alone meanwhile.

Kafka is measured on the broker of MESSAGING_URL, or on one that is started for it; where none can be started, the rest is measured.

A complete run takes about twelve minutes and replaces the table in bench/README.md; --quick takes about two and does not, and
neither does --only, because the table is one run.

The exit code is 0 when everything could be measured, whether aims are met or not, 1 when something failed, 130 after Ctrl-C.
npm prints two lines of its own to standard output: npm run --silent bench -- --json prints the document alone.`;

function parseNames(text: string): readonly BenchmarkName[] {
  return text.split(',').map((name) => {
    const known = BENCHMARKS.find((one) => one === name);
    if (known === undefined)
      throw new InvalidArgumentError(`There is no "${name}"; there are ${BENCHMARKS.join(', ')}.`);
    return known;
  });
}
