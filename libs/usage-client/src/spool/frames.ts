import { crc32 } from 'node:zlib';

/**
 * How reports stand in a segment file: after an eight-byte mark of the format, one frame each of length (4 bytes, big-endian),
 * CRC-32 of the body (4 bytes) and the body. Lengths make it possible to pass over a body that was damaged.
 */
export const FORMAT_MARK = Buffer.from('CLUSAGE1', 'latin1');
export const BODY_BYTES_MAX = 1024 * 1024;
const HEAD_BYTES = 8;
export const FRAME_BYTES_MAX = HEAD_BYTES + BODY_BYTES_MAX;

export function encodeFrame(body: Buffer): Buffer {
  const frame = Buffer.allocUnsafe(HEAD_BYTES + body.length);
  frame.writeUInt32BE(body.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  body.copy(frame, HEAD_BYTES);
  return frame;
}

/** `body` is missing where the checksum does not fit; `end` is the place in the buffer behind the frame. */
export type Frame = { readonly body: Buffer | undefined; readonly end: number };

/**
 * Why reading ended: `complete` at the end of the buffer; `cut` within a frame that may go on behind it, or in zeros, as a write
 * that was never finished leaves them; `lost` where no frame can stand.
 */
export type FramesEnd = 'complete' | 'cut' | 'lost';

export function readFrames(bytes: Buffer): { readonly frames: readonly Frame[]; readonly ending: FramesEnd } {
  const frames: Frame[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (bytes.length - at < HEAD_BYTES) return { frames, ending: 'cut' };
    const length = bytes.readUInt32BE(at);
    if (length === 0 || length > BODY_BYTES_MAX) return { frames, ending: isZeros(bytes, at) ? 'cut' : 'lost' };
    const end = at + HEAD_BYTES + length;
    if (end > bytes.length) return { frames, ending: 'cut' };
    const body = bytes.subarray(at + HEAD_BYTES, end);
    frames.push({ body: crc32(body) === bytes.readUInt32BE(at + 4) ? body : undefined, end });
    at = end;
  }
  return { frames, ending: 'complete' };
}

const isZeros = (bytes: Buffer, from: number): boolean => bytes.subarray(from).every((byte) => byte === 0);
