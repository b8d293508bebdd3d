import { LRUCache } from 'lru-cache';
import { instantOf, invariant, parseInstant, type Counter } from '@credit-ledger/kernel';
import type { CommandMessage, DomainEvent } from '../decider.js';
import { NO_STREAM, type StreamId } from '../stream.js';
import type { CompleteOptions } from './repository-options.js';
import type { StreamState } from './stream-state.js';

/**
 * Where streams stand: from the cache, else from the newest snapshot and the events after it. A stream is read from its
 * beginning only when it has no snapshot in today's state version.
 */
export class StreamStates<Command extends CommandMessage, Event extends DomainEvent, State> {
  private readonly cache: LRUCache<StreamId, StreamState<State>>;
  private readonly lookUps: Counter<'outcome'>;

  constructor(private readonly options: CompleteOptions<Command, Event, State>) {
    this.cache = new LRUCache({ max: options.cacheEntriesMax });
    this.lookUps = options.metrics.counter({
      name: 'stream_state_lookups_total',
      help: 'States of streams that were found in the cache (hit) or had to be loaded (miss).',
      labels: ['outcome'],
    });
  }

  /** As this process last saw it, which another process may have moved on since. */
  cached(stream: StreamId): StreamState<State> | undefined {
    const known = this.cache.get(stream);
    this.lookUps.add(known === undefined ? MISS : HIT);
    return known;
  }

  /** As it is stored now. */
  async load(stream: StreamId): Promise<StreamState<State>> {
    return this.readOn(stream, this.cache.get(stream) ?? (await this.startOf(stream)));
  }

  remember(stream: StreamId, known: StreamState<State>): void {
    // A reader beside the queue may come last with what it read first.
    if ((this.cache.peek(stream)?.version ?? NO_STREAM) <= known.version) this.cache.set(stream, known);
  }

  forget(stream: StreamId): void {
    this.cache.delete(stream);
  }

  /** Applies the events after `known`. */
  async readOn(stream: StreamId, known: StreamState<State>): Promise<StreamState<State>> {
    const { store, decider, eventCodec } = this.options;
    let { state, version, lastHash, lastRecordedAt } = known;
    for await (const event of store.readStream(stream, { fromVersion: version + 1 })) {
      const continues = event.version === version + 1 && event.metadata.previousHash === lastHash;
      invariant(continues, `version ${event.version} of ${stream} does not continue version ${version}`);
      state = decider.evolve(state, { ...eventCodec.decode(event), metadata: event.metadata });
      version = event.version;
      lastHash = event.metadata.hash;
      lastRecordedAt = parseInstant(event.metadata.recordedAt, 'recordedAt');
    }
    const current = { ...known, state, version, lastHash, lastRecordedAt };
    this.remember(stream, current);
    return current;
  }

  private async startOf(stream: StreamId): Promise<StreamState<State>> {
    const { decider, snapshots, stateCodec, log } = this.options;
    const snapshot = await snapshots.load(stream, stateCodec.version);
    if (snapshot !== undefined) {
      try {
        const { version, lastHash, lastRecordedAt } = snapshot;
        return {
          state: stateCodec.decode(snapshot.state),
          version,
          lastHash,
          lastRecordedAt,
          snapshotVersion: version,
        };
      } catch (error) {
        log.warn({ stream, version: snapshot.version, err: error }, 'a snapshot cannot be read and is made anew');
      }
    }
    return {
      state: decider.initialState(),
      version: NO_STREAM,
      lastHash: '',
      lastRecordedAt: EPOCH,
      snapshotVersion: NO_STREAM,
    };
  }
}

const HIT = { outcome: 'hit' };
const MISS = { outcome: 'miss' };
const EPOCH = instantOf(0);
