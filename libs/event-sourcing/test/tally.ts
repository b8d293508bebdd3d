import { instantOf, parseActorId, silentLog, type Instant, type Log } from '@credit-ledger/kernel';
import {
  InMemoryEventLog,
  InMemoryEventStore,
  InMemorySnapshotStore,
  Repository,
  type CommandMetadata,
  type Decider,
  type EventCodec,
  type RepositoryOptions,
  type StateCodec,
  type StreamId,
} from '../src/index.js';

/** The smallest aggregate with a rule and with sequenced messages: a number that is never taken below zero. */
export type Tally = { readonly total: number; readonly lastSequence: bigint };
export type TallyCommand = {
  readonly type: 'Add' | 'Take';
  readonly data: { readonly amount: number };
  readonly metadata: CommandMetadata;
};
export type TallyEvent = { readonly type: 'Added' | 'Taken'; readonly data: { readonly amount: number } };

export class TooFewError extends Error {}

export const tallyDecider: Decider<TallyCommand, TallyEvent, Tally> = {
  initialState: () => ({ total: 0, lastSequence: 0n }),
  decide: ({ type, data, metadata }, { total, lastSequence }) => {
    if (metadata.sequence !== undefined && metadata.sequence <= lastSequence) return [];
    if (type === 'Add') return [{ type: 'Added', data }];
    if (data.amount > total) throw new TooFewError(`${data.amount} of ${total}`);
    return [{ type: 'Taken', data }];
  },
  evolve: ({ total, lastSequence }, { type, data, metadata }) => ({
    total: type === 'Added' ? total + data.amount : total - data.amount,
    lastSequence: metadata.sequence === '' ? lastSequence : BigInt(metadata.sequence),
  }),
};

export const tallyEventCodec: EventCodec<TallyEvent> = {
  encode: ({ type, data }) => ({ type, schemaVersion: 1, data: JSON.stringify(data) }),
  decode: ({ type, data }) => ({
    type: type === 'Added' ? 'Added' : 'Taken',
    data: JSON.parse(data) as TallyEvent['data'],
  }),
};

export const tallyStateCodec: StateCodec<Tally> = {
  version: 1,
  encode: ({ total, lastSequence }) => JSON.stringify({ total, lastSequence: String(lastSequence) }),
  decode: (text) => {
    const { total, lastSequence } = JSON.parse(text) as { total: number; lastSequence: string };
    return { total, lastSequence: BigInt(lastSequence) };
  },
};

export type TallyOptions = Partial<RepositoryOptions<TallyCommand, TallyEvent, Tally>>;

/** A repository on a new log, as far as it is not given one. */
export const tallies = (options: TallyOptions = {}): Repository<TallyCommand, TallyEvent, Tally> =>
  new Repository({
    store: new InMemoryEventStore(new InMemoryEventLog()),
    decider: tallyDecider,
    eventCodec: tallyEventCodec,
    stateCodec: tallyStateCodec,
    snapshots: new InMemorySnapshotStore(),
    clock: { now: () => NOON },
    log: silentLog,
    ...options,
  });

export const NOON: Instant = instantOf(Date.UTC(2026, 10, 21, 12));
export const TALLY = 'tally-1' as StreamId;

let messages = 0;

export const add = (amount: number, metadata: Partial<CommandMetadata> = {}): TallyCommand =>
  command('Add', amount, metadata);
export const take = (amount: number, metadata: Partial<CommandMetadata> = {}): TallyCommand =>
  command('Take', amount, metadata);

function command(type: TallyCommand['type'], amount: number, metadata: Partial<CommandMetadata>): TallyCommand {
  const messageId = metadata.messageId ?? `message-${++messages}`;
  const actor = parseActorId('actor-1');
  const context = {
    correlationId: 'correlation-1',
    causationId: messageId,
    actor,
    source: 'spec#1',
    sequence: undefined,
  };
  return { type, data: { amount }, metadata: { ...context, ...metadata, messageId } };
}

/** Remembers its lines. */
export function recordingLog(): Log & { readonly warnings: string[] } {
  const warnings: string[] = [];
  return { ...silentLog, warnings, warn: (_, message) => void warnings.push(message) };
}
