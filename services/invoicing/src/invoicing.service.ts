import type { ServiceDefinition } from '@credit-ledger/nest-platform';
import type { InvoicingConfig } from './invoicing.config.js';
import { InvoicingModule } from './invoicing.module.js';

/** Invoicing as one service; the same for production and for specs. */
export const invoicingService = (config: InvoicingConfig): ServiceDefinition => ({
  name: 'invoicing',
  config,
  module: InvoicingModule.forConfig(config),
  openApi: { description: 'What will be invoiced.' },
});
