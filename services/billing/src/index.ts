export { loadBillingConfig, type BillingConfig } from './billing.config.js';
export { billingService } from './billing.service.js';
