import { runService } from '@credit-ledger/nest-platform';
import { loadBillingConfig } from './billing.config.js';
import { billingService } from './billing.service.js';

await runService(() => billingService(loadBillingConfig()));
