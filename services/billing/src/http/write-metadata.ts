import type { ActorId } from '@credit-ledger/kernel';

/** Who wants a write that came over HTTP, and how to recognise it when it comes again. */
export type WriteMetadata = {
  readonly actor: ActorId;
  readonly idempotencyKey: string;
  readonly correlationId: string;
};
