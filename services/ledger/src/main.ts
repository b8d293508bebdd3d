import { runService } from '@credit-ledger/nest-platform';
import { loadLedgerConfig } from './ledger.config.js';
import { defineLedger } from './ledger.service.js';

await runService(() => defineLedger(loadLedgerConfig()));
