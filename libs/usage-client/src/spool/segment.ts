import { open, readFile, rename, rm } from 'node:fs/promises';
import { FORMAT_MARK, FRAME_BYTES_MAX, readFrames, type Frame } from './frames.js';
import { decodeSpooled, type SpooledReport } from './spooled-report.js';

/** A file of the spool. It is appended to by one writer, read once from front to back, and then removed. */
export type Segment = {
  readonly path: string;
  /** Behind the last frame that is known to be on disk. */
  end: number;
  /** Where reading goes on: all before it is acknowledged. */
  at: number;
  unsentReports: number;
  /** Something in it cannot be read that is no unfinished write: the file is kept aside instead of being removed. */
  isDamaged: boolean;
};

/** A piece of a segment that is sent as a whole; `end` is where the next one begins. */
export type SpoolBatch = {
  readonly segment: Segment;
  readonly reports: readonly SpooledReport[];
  readonly end: number;
};

export const newSegment = (path: string): Segment => ({
  path,
  end: FORMAT_MARK.length,
  at: FORMAT_MARK.length,
  unsentReports: 0,
  isDamaged: false,
});

/**
 * A segment that another process left behind. A write that never finished leaves a frame that is cut off, or zeros: nobody
 * was told that it was kept. Anything else that cannot be read is damage.
 */
export async function recoverSegment(path: string): Promise<Segment> {
  const segment = newSegment(path);
  const bytes = await readFile(path);
  const mark = bytes.subarray(0, FORMAT_MARK.length);
  if (!mark.equals(FORMAT_MARK)) return { ...segment, isDamaged: !isUnfinishedMark(mark) };
  const { frames, ending } = readFrames(bytes.subarray(FORMAT_MARK.length));
  const readable = frames.filter((frame) => reportOf(frame) !== undefined);
  return {
    ...segment,
    end: FORMAT_MARK.length + (frames.at(-1)?.end ?? 0),
    unsentReports: readable.length,
    isDamaged: ending === 'lost' || readable.length < frames.length,
  };
}

const isUnfinishedMark = (mark: Buffer): boolean =>
  FORMAT_MARK.subarray(0, mark.length).equals(mark) || mark.every((byte) => byte === 0);

export type BatchLimits = { readonly reportsMax: number; readonly bytesMax: number };

/** The next reports of a segment: as many as fit, at least one. Passes over frames that cannot be read. */
export async function readBatch(segment: Segment, limits: BatchLimits): Promise<SpoolBatch> {
  const length = Math.min(segment.end - segment.at, Math.max(limits.bytesMax, FRAME_BYTES_MAX));
  const { frames } = readFrames(await readPiece(segment.path, segment.at, length));
  const reports: SpooledReport[] = [];
  let end = 0;
  for (const frame of frames.slice(0, limits.reportsMax)) {
    if (end > 0 && frame.end > limits.bytesMax) break;
    const report = reportOf(frame);
    if (report === undefined) segment.isDamaged = true;
    else reports.push(report);
    end = frame.end;
  }
  // Where not even one frame can be read, although it was written, nothing behind it can be found either.
  if (end === 0) segment.isDamaged = true;
  return { segment, reports, end: end === 0 ? segment.end : segment.at + end };
}

const DAMAGED = '.damaged';

export async function removeSegment({ path, isDamaged }: Segment): Promise<void> {
  if (isDamaged) await rename(path, `${path}${DAMAGED}`);
  else await rm(path, { force: true });
}

const reportOf = ({ body }: Frame): SpooledReport | undefined => (body === undefined ? undefined : decodeSpooled(body));

async function readPiece(path: string, position: number, length: number): Promise<Buffer> {
  const handle = await open(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(length);
    const { bytesRead } = await handle.read(buffer, 0, length, position);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
