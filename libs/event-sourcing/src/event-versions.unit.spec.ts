import { describe, expect, it } from '@jest/globals';
import { EventVersions } from './event-versions.js';

// A price was once a number of cents, then an amount, then an amount with its currency.
const versions = new EventVersions({
  Priced: [
    ({ cents, ...data }) => ({ ...data, amount: `${Number(cents) / 100}` }),
    (data) => ({ ...data, currency: data['currency'] ?? 'USD' }),
  ],
  Named: [],
});

describe('versions of an event type', () => {
  it('read what was written before they existed, one step after the other', () => {
    const expected = { id: 'a', amount: '1.5', currency: 'USD' };
    expect(versions.upcast('Priced', 1, { id: 'a', cents: 150 })).toEqual(expected);
    expect(versions.upcast('Priced', 2, { id: 'a', amount: '1.5' })).toEqual(expected);
    expect(versions.upcast('Priced', 3, { id: 'a', amount: '1.5', currency: 'INR' })).toEqual({
      ...expected,
      currency: 'INR',
    });
  });

  it('leave data of today as they are', () => {
    const data = { id: 'a', name: 'x' };
    expect(versions.upcast('Named', 1, data)).toBe(data);
  });

  it('are written in the last', () => {
    expect(versions.types.map((type) => [type, versions.current(type)])).toEqual([
      ['Priced', 3],
      ['Named', 1],
    ]);
  });

  it.each([
    ['a type nobody knows', 'Renamed', 1, /^unknown event type Renamed$/],
    ['what every object has', 'constructor', 1, /^unknown event type constructor$/],
    ['a version of a later release', 'Priced', 4, /^unknown version 4 of Priced$/],
    ['no version', 'Named', 0, /^unknown version 0 of Named$/],
    ['half a version', 'Priced', 1.5, /^unknown version 1.5 of Priced$/],
  ])('refuse %s', (_what, type, version, message) => {
    expect(() => versions.upcast(type, version, {})).toThrow(message);
  });
});
