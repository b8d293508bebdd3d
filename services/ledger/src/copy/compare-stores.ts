import type { ChainLink, EventStore, StreamId } from '@credit-ledger/event-sourcing';
import { walkHistory, type WalkedHistory } from '../audit/verify-history.js';

/** One account in both stores; undefined where it has no events. */
export type AccountDifference = {
  readonly streamId: StreamId;
  readonly source: ChainLink | undefined;
  readonly target: ChainLink | undefined;
};

export type StoreComparison = {
  readonly source: WalkedHistory;
  readonly target: WalkedHistory;
  readonly differences: readonly AccountDifference[];
  /** Somebody appended to the source after the walk began: the target may lack it. */
  readonly sourceGrew: boolean;
  readonly equal: boolean;
};

/** Recomputes every hash on both sides, and compares where each account ends and what it ends in. */
export async function compareStores(
  source: EventStore,
  target: EventStore,
  onProgress: (events: number) => void,
): Promise<StoreComparison> {
  const [sourceEnd, targetEnd] = [await source.lastPosition(), await target.lastPosition()];
  const ofSource = await walkHistory(source, sourceEnd, onProgress);
  const ofTarget = await walkHistory(target, targetEnd, (events) => onProgress(ofSource.events + events));
  const differences = differencesOf(ofSource.links, ofTarget.links);
  const sourceGrew = (await source.lastPosition()) !== sourceEnd;
  const intact = ofSource.broken.length === 0 && ofTarget.broken.length === 0;
  const equal =
    intact &&
    differences.length === 0 &&
    ofSource.events === ofTarget.events &&
    ofSource.digest === ofTarget.digest &&
    !sourceGrew;
  return { source: ofSource, target: ofTarget, differences, sourceGrew, equal };
}

type Links = ReadonlyMap<StreamId, ChainLink>;

function differencesOf(source: Links, target: Links): AccountDifference[] {
  const streams = [...new Set([...source.keys(), ...target.keys()])].sort();
  return streams
    .map((streamId) => ({ streamId, source: source.get(streamId), target: target.get(streamId) }))
    .filter(({ source: a, target: b }) => a?.version !== b?.version || a?.hash !== b?.hash);
}
