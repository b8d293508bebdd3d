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

/**
 * Event store append: the ledger's own accounts decide, hash and append, one charge per call. Every row has a ceiling of its
 * own, of the same events with as many rows per statement as came about.
 */
export async function benchAppends(instance: Instance, context: BenchContext): Promise<readonly Result[]> {
  const bench = await AppendBench.connect(instance);
  const durationMs = context.pick(6_000, 1_000);
  const measure = async (
    what: string,
    callers: number,
    append: (caller: number) => Promise<unknown>,
    aims: readonly AimedAt[],
  ): Promise<readonly Result[]> => {
    context.progress.begin(what, 1);
    // The ceiling begins with one, too: the first change of a page after it is written out in full.
    await bench.admin.query('checkpoint');
    const figures = await measureAppends(bench, { callers, durationMs, append });
    const { from, to, eventsPerStatement: rowsPerStatement } = figures;
    const ceiling = await measureCeiling(bench.admin, { from, to, rowsPerStatement }, durationMs);
    context.progress.end();
    return [ceilingRow(what, figures, ceiling), appendRow(what, figures, ceiling, aims)];
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

const ceilingRow = (what: string, { eventsPerStatement }: AppendFigures, ceiling: number): Result => ({
  benchmark: 'append',
  what: `ceiling of: ${what}`,
  value: ceiling,
  unit: 'events/s',
  note: rows(eventsPerStatement),
});

const appendRow = (what: string, figures: AppendFigures, ceiling: number, aims: readonly AimedAt[]): Result => ({
  benchmark: 'append',
  what: `append, ${what}`,
  value: figures.eventsPerSecond,
  unit: 'events/s',
  ...figures.latencies.summary,
  ofCeiling: figures.eventsPerSecond / ceiling,
  aims,
  note: rows(figures.eventsPerStatement),
});

const rows = (perStatement: number): string => `${Math.round(perStatement)} rows a statement`;
