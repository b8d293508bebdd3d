import './text-encoding.js';
export * as usage from './generated/credits/usage/v1/usage_pb.js';
export * as metering from './generated/credits/metering/v1/metering_pb.js';
export * as ledger from './generated/credits/ledger/v1/ledger_pb.js';
export * as billing from './generated/credits/billing/v1/billing_pb.js';
