export * from './contract/event-store.contract.js';
export * from './contract/snapshot-store.contract.js';
export { collect, eventOf, eventsOf, newStream } from './contract/sample-events.js';
