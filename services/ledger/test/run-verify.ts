import { Command } from 'commander';
import { jest } from '@jest/globals';
import { addVerifyCommand } from '../src/audit/verify.ops.js';
import { loadLedgerConfig } from '../src/ledger.config.js';
import type { LedgerDatabase } from './ledger-database.js';

/** Runs `verify` on the events of a database, and returns what it printed. */
export async function runVerify({ urls }: LedgerDatabase, ...argv: readonly string[]): Promise<string> {
  const config = loadLedgerConfig({
    PORT: '0',
    DATABASE_URL: urls.ledger,
    MESSAGING_URL: urls.broker,
    EVENT_STORE_URL: urls.event_store,
    JWT_PUBLIC_KEYS: 'not read',
  });
  const program = new Command('ledger').exitOverride();
  addVerifyCommand(program, () => config);
  const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  await program.parseAsync(['node', 'ops', 'verify', ...argv]);
  const printed = write.mock.calls.map(([text]) => String(text)).join('');
  write.mockRestore();
  return printed;
}
