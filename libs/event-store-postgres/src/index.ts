export { installEventStore, type InstallSession } from './install-event-store.js';
export { PostgresEventStore, type PostgresEventStoreOptions } from './postgres-event-store.js';
export { PostgresSnapshotStore, snapshotTablesSql } from './postgres-snapshot-store.js';
