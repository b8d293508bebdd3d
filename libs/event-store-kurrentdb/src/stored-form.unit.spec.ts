import { describe, expect, it } from '@jest/globals';
import { BEGINNING, type StreamId } from '@credit-ledger/event-sourcing';
import { eventOf } from '@credit-ledger/event-sourcing/contract';
import { InvariantViolation } from '@credit-ledger/kernel';
import { eventIds } from './event-id.js';
import { fromPosition, toPosition } from './positions.js';
import { toEventData, toStoredEvent } from './recorded-events.js';
import { StreamNames } from './stream-names.js';

const created = new Date('2026-11-21T09:30:00.000Z');
const names = new StreamNames(undefined, ['creditAccount-']);

describe('ids of events', () => {
  it('are the same whenever the same events are appended, and never change between releases', () => {
    const events = [eventOf('one'), eventOf('one', { hash: 'second' }), eventOf('two')];
    expect(eventIds(events)).toEqual(eventIds(events));
    expect(eventIds(events)).toMatchInlineSnapshot(`
     [
       "af857d38-073f-5301-b2fd-75a9b24eed56",
       "de30a9f2-2341-507a-b73a-98e7f3dba9c0",
       "cba8f94e-3267-569c-abac-c1c7056a43be",
     ]
    `);
  });

  it('differ with the message, with the index among its events, and with the hash', () => {
    const ids = [
      ...eventIds([eventOf('one'), eventOf('one')]),
      ...eventIds([eventOf('two')]),
      ...eventIds([eventOf('one', { hash: 'other' })]),
    ];
    expect(new Set(ids).size).toBe(4);
  });
});

describe('positions', () => {
  const at = (commit: bigint, prepare: bigint) => toPosition({ commit, prepare });

  it('sort as text by commit, then by prepare, and lead back to both', () => {
    const sorted = [BEGINNING, at(0n, 0n), at(9n, 9n), at(10n, 9n), at(10n, 10n), at(2n ** 63n, 0n)];
    expect(sorted.toReversed().toSorted()).toEqual(sorted);
    expect(fromPosition(at(10n, 9n))).toEqual({ commit: 10n, prepare: 9n });
  });

  it('are digits only, because they stand in cursors', () => {
    expect(at(12n, 3n)).toMatch(/^[0-9]{40}$/);
  });

  it('are the beginning where the server tells none', () => {
    expect([toPosition(undefined), at(2n ** 64n - 1n, 2n ** 64n - 1n)]).toEqual([BEGINNING, BEGINNING]);
  });
});

describe('events at the server', () => {
  it('hold the data byte by byte, and metadata that are a flat object of strings', () => {
    const data = '{ "a": 1.50e2, "a": "é" }';
    const [stored] = toEventData([eventOf('message', { data })]);
    expect(stored?.contentType).toBe('application/octet-stream');
    expect(Buffer.from(stored?.data as Uint8Array).toString('utf8')).toBe(data);
    const metadata = JSON.parse(Buffer.from(stored?.metadata as Uint8Array).toString('utf8'));
    expect(metadata).toEqual({ schemaVersion: '1', ...eventOf('message').metadata });
  });

  it.each([
    ['no metadata', undefined],
    ['metadata that are no JSON', new Uint8Array([1, 2])],
    ['metadata that are a list', []],
  ])('are handed over with %s too, so that whoever verifies finds them', (_, metadata) => {
    const recorded = { streamId: 'creditAccount-a', revision: 4n, type: 'X', data: { odd: 1 }, metadata, created };
    expect(toStoredEvent(names, recorded)).toMatchObject({ version: 5, schemaVersion: 0, data: '{"odd":1}' });
  });
});

describe('names of streams', () => {
  it('begin with the namespace at the server, and nowhere else', () => {
    const staging = new StreamNames('staging', ['creditAccount-']);
    const stream = 'creditAccount-a' as StreamId;
    expect(staging.atServer(stream)).toBe('staging.creditAccount-a');
    expect(staging.fromServer('staging.creditAccount-a')).toBe(stream);
    expect(staging.filter).toEqual(['staging.']);
    expect([names.atServer(stream), names.fromServer(stream), names.filter]).toEqual([
      stream,
      stream,
      ['creditAccount-'],
    ]);
  });

  it('are only those that readers of all streams are shown', () => {
    expect(() => names.atServer('other-a' as StreamId)).toThrow(InvariantViolation);
    expect(() => new StreamNames(undefined, [])).toThrow(InvariantViolation);
    expect(() => new StreamNames(undefined, ['$'])).toThrow(InvariantViolation);
  });
});
