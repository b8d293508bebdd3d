import { describe, expect, it } from '@jest/globals';
import { parseInstant, parseOrganisationId } from '@credit-ledger/kernel';
import { UsageLanes, type Waiting } from './usage-lanes.js';

type Named = Waiting & { readonly name: string };

const entry = (organisation: string, name: string, size = 1, second = 0): Named => ({
  ...{ name, size, organisationId: parseOrganisationId(organisation) },
  since: parseInstant(`2026-11-21T09:30:${String(second).padStart(2, '0')}Z`),
});
const lanesOf = (...entries: Named[]): UsageLanes<Named> => {
  const lanes = new UsageLanes<Named>();
  entries.forEach((one) => lanes.push(one));
  return lanes;
};
const names = (entries: readonly Named[]): string => entries.map(({ name }) => name).join(' ');

describe('the lanes of usage', () => {
  it('take turns, so that a quiet organisation waits for one report of a hot one', () => {
    const lanes = lanesOf(
      ...['h1', 'h2', 'h3', 'h4'].map((name) => entry('hot', name, 1_000)),
      ...['q1', 'q2'].map((name) => entry('quiet', name)),
    );
    expect([names(lanes.take(2_000)), names(lanes.take(2_000)), names(lanes.take(9_000))]).toEqual([
      'h1 q1',
      'h2 q2',
      'h3 h4',
    ]);
    expect([lanes.photos, lanes.isEmpty]).toEqual([0, true]);
  });

  it('go on with whoever’s turn it was when the transaction was full', () => {
    const lanes = lanesOf(entry('a', 'a1', 3), entry('b', 'b1', 3), entry('c', 'c1', 1), entry('a', 'a2', 1));
    expect([names(lanes.take(4)), names(lanes.take(4))]).toEqual(['a1', 'b1 c1']);
    expect(names(lanes.take(4))).toBe('a2');
  });

  it('serve first who came first within a lane, however long it gets', () => {
    const all = Array.from({ length: 5_000 }, (_, index) => entry('a', `${index}`));
    const lanes = lanesOf(...all);
    const taken: Named[] = [];
    while (!lanes.isEmpty) taken.push(...lanes.take(700));
    expect(taken).toEqual(all);
  });

  it('take one that is larger than a transaction alone', () => {
    const lanes = lanesOf(entry('a', 'large', 100), entry('b', 'small'));
    expect([names(lanes.take(10)), names(lanes.take(10))]).toEqual(['large', 'small']);
  });

  it('tell how far each organisation is behind, the hottest first', () => {
    const lanes = lanesOf(
      entry('b', 'b1', 1, 1),
      entry('a', 'a1', 1, 2),
      entry('c', 'c1', 4, 3),
      entry('c', 'c2', 5, 4),
    );
    expect(lanes.lags(2)).toEqual([
      { organisationId: 'c', reports: 2, photos: 9, oldestSince: '2026-11-21T09:30:03.000Z' },
      { organisationId: 'a', reports: 1, photos: 1, oldestSince: '2026-11-21T09:30:02.000Z' },
    ]);
    lanes.take(2);
    expect(lanes.photosOf(parseOrganisationId('c'))).toBe(9);
  });
});
