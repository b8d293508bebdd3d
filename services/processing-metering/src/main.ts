import { runService } from '@credit-ledger/nest-platform';
import { loadMeteringConfig } from './processing-metering.config.js';
import { meteringService } from './processing-metering.service.js';

await runService(() => meteringService(loadMeteringConfig()));
