import { describe, expect, it } from '@jest/globals';
import { canonicalJson, requestHash } from './request-hash.js';

describe('the hash of a request', () => {
  it('does not depend on the order of fields', () => {
    expect(requestHash({ a: 1, b: { c: 2, d: 3 } })).toEqual(requestHash({ b: { d: 3, c: 2 }, a: 1 }));
  });

  it.each([
    [{ a: 1 }, { a: 2 }],
    [{ a: 1 }, { a: '1' }],
    [{ a: [1, 2] }, { a: [2, 1] }],
    [{ a: null }, {}],
    [{ a: 'x', b: 'y' }, { a: 'x,b:y' }],
  ])('differs between %j and %j', (one, other) => {
    expect(requestHash(one)).not.toEqual(requestHash(other));
  });

  it('takes credits as they are inside, bigint', () => {
    expect(canonicalJson({ credits: 10n, none: undefined })).toBe('{"credits":10}');
  });
});
