import { CreateLedger1764000000000 } from './1764000000000-create-ledger.js';
import { CreateUntoldBalances1764100000000 } from './1764100000000-create-untold-balances.js';
import { ControlReaders1764210000000 } from './1764210000000-control-readers.js';
import { UsageByDayAndLots1764220000000 } from './1764220000000-usage-by-day-and-lots.js';
import { MonthsOfTransactions1764230000000 } from './1764230000000-months-of-transactions.js';
import { ResumeStoppedReaders1764240000000 } from './1764240000000-resume-stopped-readers.js';
import { CheckpointsOfOneStore1764250000000 } from './1764250000000-checkpoints-of-one-store.js';

export const LEDGER_MIGRATIONS = [
  CreateLedger1764000000000,
  CreateUntoldBalances1764100000000,
  ControlReaders1764210000000,
  UsageByDayAndLots1764220000000,
  MonthsOfTransactions1764230000000,
  ResumeStoppedReaders1764240000000,
  CheckpointsOfOneStore1764250000000,
];
