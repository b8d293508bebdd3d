import type { Pool } from 'pg';
import type { Messaging } from '../ports/messaging.js';
import type { OutgoingRecord } from '../ports/record.js';

/** What an engine's spec lends to the contract of the messaging ports. */
export interface MessagingHarness {
  /** The consumers' own database, with the messaging tables. It is not reached through the engine's connections. */
  readonly consumerPool: Pool;
  /** A client of its own, as another process would have. The harness closes it. */
  connect(): Promise<Messaging>;
  /** A client whose connections to the engine can be cut off, as those of a frozen process are, without being closed. */
  connectFreezable(): Promise<FreezableMessaging>;
  /** Publishes in a transaction that stays open until `commit`. */
  beginSlowPublish(records: readonly OutgoingRecord[]): Promise<SlowPublish>;
  close(): Promise<void>;
}

export interface SlowPublish {
  /** Resolves once the engine has the other publication too: stored behind this one, or waiting for it. */
  untilFollowedBy(other: Promise<void>): Promise<void>;
  commit(): Promise<void>;
}

export type FreezableMessaging = { readonly messaging: Messaging; freeze(): void; thaw(): void };

export type MakeMessagingHarness = () => Promise<MessagingHarness>;

/** The functions of a test runner that the contract needs; jest's fit. The library itself depends on none. */
export interface TestRunner {
  describe(name: string, define: () => void): void;
  it(name: string, run: () => Promise<void>): void;
  beforeAll(run: () => Promise<void>): void;
  afterAll(run: () => Promise<void>): void;
}
