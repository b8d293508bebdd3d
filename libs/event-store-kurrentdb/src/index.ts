export { assertConnectionUrl, ConnectionUrlError } from './connection-url.js';
export { KurrentEventStore, type KurrentEventStoreOptions } from './kurrent-event-store.js';
