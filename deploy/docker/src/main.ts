import { runOps } from '@credit-ledger/nest-platform';
import { dockerCommand } from './docker-command.js';

await runOps(dockerCommand);
