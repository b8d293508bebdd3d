import { addDeadLetterCommands, runOps } from '@credit-ledger/nest-platform';
import { Command } from 'commander';
import { METERING_GROUP } from './integration/inbound/metering-group.js';
import { loadMeteringConfig } from './processing-metering.config.js';

await runOps(() => {
  const { DATABASE_URL: databaseUrl } = loadMeteringConfig();
  const program = new Command('processing-metering').description('operations on processing-metering');
  addDeadLetterCommands(program, { group: METERING_GROUP, databaseUrl });
  return program;
});
