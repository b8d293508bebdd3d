import type { EventStore, StreamId } from '@credit-ledger/event-sourcing';
import { creditAccountEventCodec } from '../credit-account/credit-account.event-codec.js';
import type { CreditsAdded } from '../credit-account/domain/credit-account.events.js';

/** What an addition was, looked up from the newest event on. Reads the stream, which only a repeated request pays for. */
export async function findAddition(
  store: EventStore,
  stream: StreamId,
  additionId: string,
): Promise<CreditsAdded['data'] | undefined> {
  for await (const stored of store.readStream(stream, { direction: 'backwards' })) {
    if (stored.type !== 'CreditsAdded') continue;
    const event = creditAccountEventCodec.decode(stored);
    if (event.type === 'CreditsAdded' && event.data.additionId === additionId) return event.data;
  }
  return undefined;
}
