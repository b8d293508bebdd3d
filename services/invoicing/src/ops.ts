import { addDeadLetterCommands, runOps } from '@credit-ledger/nest-platform';
import { Command } from 'commander';
import { INVOICING_GROUP } from './integration/inbound/invoicing-group.js';
import { loadInvoicingConfig } from './invoicing.config.js';

await runOps(() => {
  const { DATABASE_URL: databaseUrl } = loadInvoicingConfig();
  const program = new Command('invoicing').description('operations on invoicing');
  addDeadLetterCommands(program, { group: INVOICING_GROUP, databaseUrl });
  return program;
});
