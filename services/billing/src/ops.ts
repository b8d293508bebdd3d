import { addDeadLetterCommands, runOps } from '@credit-ledger/nest-platform';
import { Command } from 'commander';
import { loadBillingConfig } from './billing.config.js';
import { BILLING_GROUP } from './integration/inbound/billing-group.js';

await runOps(() => {
  const { DATABASE_URL: databaseUrl } = loadBillingConfig();
  const program = new Command('billing').description('operations on billing');
  addDeadLetterCommands(program, { group: BILLING_GROUP, databaseUrl });
  return program;
});
