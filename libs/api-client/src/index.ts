export * from './answer.js';
export * from './service-clients.js';
export type { components as BillingComponents } from './generated/billing.js';
export type { components as InvoicingComponents } from './generated/invoicing.js';
export type { components as LedgerComponents } from './generated/ledger.js';
export type { components as MeteringComponents } from './generated/processing-metering.js';
