import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeBatch, encodeBatch } from './record-batch-codec.js';

const record = fc.record({
  key: fc.string({ unit: 'binary' }),
  headers: fc.dictionary(fc.string({ minLength: 1 }), fc.string({ unit: 'binary' }), { noNullPrototype: true }),
  value: fc.uint8Array({ maxLength: 300 }),
});

describe('a record batch', () => {
  it('is decoded to what was encoded, whatever the keys, headers and bytes', () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 20 }), (records) => {
        const decoded = decodeBatch(encodeBatch(records));
        expect(decoded.map(({ value, ...rest }) => ({ ...rest, value: Uint8Array.from(value) }))).toEqual(records);
      }),
    );
  });

  it('of an unknown version is refused rather than misread', () => {
    const encoded = encodeBatch([{ key: 'a', headers: {}, value: Buffer.from('x') }]);
    encoded.writeUInt8(2, 0);
    expect(() => decodeBatch(encoded)).toThrow('version 2');
  });
});
