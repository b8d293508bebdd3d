export { loadInvoicingConfig, type InvoicingConfig } from './invoicing.config.js';
export { invoicingService } from './invoicing.service.js';
