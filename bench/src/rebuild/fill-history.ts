import { accountStream } from '@credit-ledger/ledger';
import { AccountCommands } from '../append/account-commands.js';
import type { AppendBench } from '../append/append-bench.js';
import type { Progress } from '../progress.js';

const ACCOUNTS = 1_000;
const CHARGES_AT_ONCE = 100;
const ACCOUNTS_AT_ONCE = 50;

/** Makes the history as long as wanted, with charges of many accounts. Returns its length. */
export async function fillHistory(bench: AppendBench, events: number, progress: Progress): Promise<number> {
  const accounts = AccountCommands.ofAccounts('history', ACCOUNTS);
  const length = async () => Number(await bench.lastPosition());
  const execute = (account: AccountCommands, commands: Parameters<typeof bench.accounts.executeAll>[1]) =>
    bench.accounts.executeAll(accountStream(account.organisationId), commands);
  if ((await length()) >= events) return length();
  await Promise.all(accounts.map((account) => execute(account, account.opening())));
  progress.begin(`making a history of ${events.toLocaleString('en')} events`, events);
  for (let turn = 0; (await length()) < events; turn++) {
    const from = (turn * ACCOUNTS_AT_ONCE) % ACCOUNTS;
    await Promise.all(
      accounts.slice(from, from + ACCOUNTS_AT_ONCE).map((account) =>
        execute(
          account,
          Array.from({ length: CHARGES_AT_ONCE }, () => account.charge()),
        ),
      ),
    );
    progress.update(await length());
  }
  progress.end();
  return length();
}
