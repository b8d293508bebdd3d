import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BODY_BYTES_MAX, encodeFrame, readFrames } from './frames.js';

const bodies = fc.array(fc.uint8Array({ minLength: 1, maxLength: 60 }), { minLength: 1, maxLength: 12 });
const bytesOf = (all: readonly Uint8Array[]): Buffer =>
  Buffer.concat(all.map((body) => encodeFrame(Buffer.from(body))));
const bodiesIn = (bytes: Buffer) => readFrames(bytes).frames.map(({ body }) => body && new Uint8Array(body));

describe('frames', () => {
  it('bring back what was written', () => {
    fc.assert(
      fc.property(bodies, (all) => {
        expect(readFrames(bytesOf(all)).ending).toBe('complete');
        expect(bodiesIn(bytesOf(all))).toEqual(all);
      }),
    );
  });

  it('cut off anywhere bring back all that were whole, and nothing else', () => {
    fc.assert(
      fc.property(bodies, fc.nat(), (all, at) => {
        const bytes = bytesOf(all);
        const cut = at % (bytes.length + 1);
        const ends = all.map((_, count) => bytesOf(all.slice(0, count + 1)).length);
        const whole = ends.filter((end) => end <= cut).length;
        expect(bodiesIn(bytes.subarray(0, cut))).toEqual(all.slice(0, whole));
        expect(readFrames(bytes.subarray(0, cut)).ending).toBe(cut === (ends[whole - 1] ?? 0) ? 'complete' : 'cut');
      }),
    );
  });

  it('never bring back a body that one flipped bit has changed, and all before it', () => {
    fc.assert(
      fc.property(bodies, fc.nat(), fc.integer({ min: 0, max: 7 }), (all, place, bit) => {
        const bytes = bytesOf(all);
        const at = place % bytes.length;
        bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << bit), at);
        const hit = all.findIndex((_, count) => at < bytesOf(all.slice(0, count + 1)).length);
        const read = bodiesIn(bytes);
        expect(read.slice(0, hit)).toEqual(all.slice(0, hit));
        expect(read[hit]).toBeUndefined();
      }),
    );
  });

  it('behind a damaged body are still found', () => {
    const bytes = bytesOf([Buffer.from('first'), Buffer.from('second'), Buffer.from('third')]);
    bytes.write('F', 8);
    expect(bodiesIn(bytes)).toEqual([undefined, Uint8Array.from(Buffer.from('second')), expect.anything()]);
  });

  it('end in zeros where power was lost, and are lost where no length can stand', () => {
    const first = encodeFrame(Buffer.from('first'));
    expect(readFrames(Buffer.concat([first, Buffer.alloc(100)])).ending).toBe('cut');
    const length = Buffer.alloc(8);
    length.writeUInt32BE(BODY_BYTES_MAX + 1);
    expect(readFrames(Buffer.concat([first, length])).ending).toBe('lost');
  });
});
