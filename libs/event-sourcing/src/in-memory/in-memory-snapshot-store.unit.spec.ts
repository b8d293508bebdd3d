import { snapshotStoreContract } from '../contract/snapshot-store.contract.js';
import { InMemorySnapshotStore } from './in-memory-snapshot-store.js';

snapshotStoreContract('in memory', async () => ({
  snapshots: new InMemorySnapshotStore(),
  close: () => Promise.resolve(),
}));
