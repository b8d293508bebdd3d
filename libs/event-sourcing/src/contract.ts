export * from './contract/event-store.contract.js';
export * from './contract/snapshot-store.contract.js';
