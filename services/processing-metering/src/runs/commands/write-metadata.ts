import type { ActorId } from '@credit-ledger/kernel';

/** Who wants a change of a run over HTTP, and how to recognise the request when it comes again. */
export type WriteMetadata = {
  readonly actorId: ActorId;
  readonly idempotencyKey: string;
  readonly correlationId: string;
};
