import type { EventStore } from '../event-store.js';

/** What an adapter's spec provides to run the contract: real engines, and a way to make their network fail. */
export interface EventStoreHarness {
  readonly store: EventStore;
  /** On the same data, as another process would have it. */
  readonly another: EventStore;
  /** Makes the next appends of `store` lose their connection for real. */
  loseConnection(loss: ConnectionLoss): void;
  /** Closes both stores and removes the data. */
  close(): Promise<void>;
}

export type ConnectionLoss = {
  /** Before the engine has seen the append, or after it has committed it but before its answer has arrived. */
  readonly moment: 'beforeCommit' | 'afterCommit';
  /** How many appends in a row; 1 by default. */
  readonly times?: number;
  /** Awaited just before the connection is lost. */
  readonly meanwhile?: () => Promise<unknown>;
};
