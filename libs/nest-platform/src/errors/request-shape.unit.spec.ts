import { describe, expect, it } from '@jest/globals';
import { shapeProblems } from './request-shape.js';

const nested = (levels: number): object => (levels === 1 ? {} : { inner: nested(levels - 1) });

describe('the shape of a request', () => {
  it.each([[undefined], [null], ['text'], [7], [[{ quantity: 1 }]]])('is an object, and not %j', (body) => {
    expect(shapeProblems(body)).toEqual([{ field: 'body', problem: 'must be a JSON object' }]);
  });

  it('holds text of every language, and pictures', () => {
    expect(shapeProblems({ name: 'Zürich 東京 🏃' })).toEqual([]);
  });

  it.each([
    ['NUL', 'a\0b'],
    ['escape', 'a\x1bb'],
    ['line break', 'a\nb'],
    ['the first half of a character', 'a\ud83c'],
    ['the second half of a character', '\udfc3b'],
  ])('holds no %s, however deep', (_, text) => {
    const [problem] = shapeProblems({ items: [{ name: 'fine' }, { name: text }] });
    expect(problem).toMatchObject({ field: 'items[1].name', problem: expect.stringContaining('U+0000') });
  });

  it('is at most sixteen levels deep', () => {
    expect(shapeProblems(nested(16))).toEqual([]);
    expect(shapeProblems(nested(17))).toMatchObject([{ problem: 'must not be nested deeper than 16 levels' }]);
  });

  it('has no field that every object inherits', () => {
    expect(shapeProblems({ inner: { constructor: 1 } })).toEqual([
      { field: 'inner.constructor', problem: 'is not a known field' },
    ]);
    expect(shapeProblems(JSON.parse('{"__proto__":"1"}'))).toMatchObject([{ field: '__proto__' }]);
  });
});
