import { runService } from '@credit-ledger/nest-platform';
import { loadInvoicingConfig } from './invoicing.config.js';
import { invoicingService } from './invoicing.service.js';

await runService(() => invoicingService(loadInvoicingConfig()));
