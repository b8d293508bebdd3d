import type { TokenRole } from '@credit-ledger/standalone';

/** What the demo needs of an instance, whoever started it. */
export type DemoInstance = {
  /** For people: `the instance on .data`. */
  readonly name: string;
  readonly urls: { readonly billing: string; readonly ledger: string; readonly metering: string };
  /** Where its engines are found, and metering's database. */
  readonly stores: { readonly messagingUrl: string; readonly eventStoreUrl: string; readonly meteringUrl: string };
  token(role: TokenRole, organisationId: string): Promise<string>;
  /** Rejects when one of its processes dies; pending for ever when somebody else looks after them. */
  readonly broken: Promise<never>;
  /** Stops what was started for the demo and removes its data; leaves an instance of somebody else as it is. */
  release(): Promise<void>;
};
