import { Command } from 'commander';
import { armFailpoints } from '@credit-ledger/kernel';
import { addDeadLetterCommands, runOps } from '@credit-ledger/nest-platform';
import { addVerifyCommand } from './audit/verify.ops.js';
import { LEDGER_GROUP } from './integration/inbound/account-messages.consumer.js';
import { loadLedgerConfig } from './ledger.config.js';
import { addMoveStoreCommand } from './move/move-store.ops.js';
import { addProjectionCommands } from './projections/projections.ops.js';
import { addRebuildCommand } from './rebuild/rebuild.ops.js';

await runOps(() => {
  const config = loadLedgerConfig();
  armFailpoints(config.FAILPOINTS);
  const program = new Command('ledger').description('operations on the ledger');
  addRebuildCommand(program, () => config);
  addVerifyCommand(program, () => config);
  addMoveStoreCommand(program, () => config);
  addProjectionCommands(program, () => config);
  addDeadLetterCommands(program, { group: LEDGER_GROUP, databaseUrl: config.DATABASE_URL });
  return program;
});
