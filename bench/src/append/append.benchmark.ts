import { accountStream } from '@credit-ledger/ledger';
import type { Instance } from '@credit-ledger/standalone';
import type { BenchContext } from '../bench-context.js';
import type { AimedAt, Result } from '../result.js';
import { AccountCommands } from './account-commands.js';
import { AppendBench } from './append-bench.js';
import { measureCeiling } from './ceiling.js';
import { measureAppends, type AppendFigures } from './measure-appends.js';
import { RawAppends } from './raw-appends.js';

const CALLERS = [1, 32, 256];
const ACCOUNTS = 1_000;
// Where the ratio is what counts: the ceiling, which is one connection and its fsyncs, swings by a sixth from run to run.
const RUNS_OF_RATIO = 3;

type Run = { readonly figures: AppendFigures; readonly ceiling: number; readonly ofCeiling: number };

/**
 * Event store append: the ledger's own accounts decide, hash and append, one charge per call. Every row has a ceiling of its
 * own, of the same events with as many rows per statement as came about.
 */
export async function benchAppends(instance: Instance, context: BenchContext): Promise<readonly Result[]> {
  const bench = await AppendBench.connect(instance);
  const durationMs = context.pick(6_000, 1_000);
  const runOnce = async (callers: number, append: (caller: number) => Promise<unknown>): Promise<Run> => {
    // The ceiling begins with one, too: the first change of a page after it is written out in full.
    await bench.admin.query('checkpoint');
    const figures = await measureAppends(bench, { callers, durationMs, append });
    const { from, to, eventsPerStatement: rowsPerStatement } = figures;
    const ceiling = await measureCeiling(bench.admin, { from, to, rowsPerStatement }, durationMs);
    return { figures, ceiling, ofCeiling: figures.eventsPerSecond / ceiling };
  };
  const measure = async (
    what: string,
    callers: number,
    append: (caller: number) => Promise<unknown>,
    aims: readonly AimedAt[],
  ): Promise<readonly Result[]> => {
    const runs: Run[] = [];
    const count = aims.some(({ figure }) => figure === 'ofCeiling') ? RUNS_OF_RATIO : 1;
    context.progress.begin(what, count);
    while (runs.length < count) {
      runs.push(await runOnce(callers, append));
      context.progress.update(runs.length);
    }
    context.progress.end();
    return rowsOf(what, runs, aims);
  };
  try {
    const spread = AccountCommands.ofAccounts('spread', ACCOUNTS);
    const [hot] = AccountCommands.ofAccounts('hot', 1) as [AccountCommands];
    const charge = (account: AccountCommands) =>
      bench.accounts.execute(accountStream(account.organisationId), account.charge());
    await Promise.all([...spread, hot].map((account) => open(bench, account)));
    await charge(hot);

    const results: Result[] = [];
    for (const callers of CALLERS) {
      let turn = 0;
      const next = () => charge(spread[turn++ % ACCOUNTS] as AccountCommands);
      const aims: readonly AimedAt[] = callers === 256 ? [{ figure: 'ofCeiling', aim: { atLeast: 0.5 } }] : [];
      results.push(...(await measure(`${callersOf(callers)}, spread over ${ACCOUNTS} accounts`, callers, next, aims)));
    }
    for (const callers of CALLERS) {
      const aims: readonly AimedAt[] = callers === 256 ? [{ figure: 'value', aim: { atLeast: 20_000 } }] : [];
      results.push(...(await measure(`${callersOf(callers)}, on one account`, callers, () => charge(hot), aims)));
    }
    const raw = new RawAppends(bench, await RawAppends.sampleOf(bench, accountStream(hot.organisationId)), 256, 4);
    const what = `${callersOf(256)}, store alone: nothing decided or hashed`;
    results.push(...(await measure(what, 256, (caller) => raw.append(caller), [])));
    return results;
  } finally {
    await bench.close();
  }
}

const open = (bench: AppendBench, account: AccountCommands): Promise<unknown> =>
  bench.accounts.executeAll(accountStream(account.organisationId), account.opening());

const callersOf = (callers: number): string => (callers === 1 ? '1 caller' : `${callers} callers`);

/** The run in the middle, by the ratio. */
function rowsOf(what: string, runs: readonly Run[], aims: readonly AimedAt[]): readonly Result[] {
  const median = [...runs].sort((a, b) => a.ofCeiling - b.ofCeiling)[Math.floor(runs.length / 2)] as Run;
  const { figures, ceiling, ofCeiling } = median;
  const rows = `${Math.round(figures.eventsPerStatement)} rows a statement`;
  const note = runs.length === 1 ? rows : `${rows}; the middle one of ${runs.length} runs`;
  return [
    { benchmark: 'append', what: `ceiling of: ${what}`, value: ceiling, unit: 'events/s', note },
    {
      benchmark: 'append',
      what: `append, ${what}`,
      value: figures.eventsPerSecond,
      unit: 'events/s',
      ...figures.latencies.summary,
      ofCeiling,
      aims,
      note,
    },
  ];
}
