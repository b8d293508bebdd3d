export { ConnectionUrlError } from './connection-url.error.js';
export { assertConnectionUrl } from './connection-url.js';
export { KurrentEventStore, type KurrentEventStoreOptions } from './kurrent-event-store.js';
