import { encodeFrame, FRAME_BYTES_MAX } from './frames.js';
import { readBatch, removeSegment, type BatchLimits, type Segment, type SpoolBatch } from './segment.js';
import { SegmentWriter } from './segment-writer.js';
import type { SpoolDirectory } from './spool-directory.js';
import {
  SpoolDamagedError,
  SpoolFullError,
  SpoolInUseError,
  SpoolWriteError,
  UsageClientClosedError,
} from './spool-errors.js';
import { encodeSpooled, type SpooledReport } from './spooled-report.js';

export type SpoolOptions = {
  /** What may wait on disk, in bytes. A whole segment more may be used, because files are removed as a whole. */
  readonly bytesMax: number;
  readonly whenFull: 'wait' | 'reject';
  /** Called after every group of reports that was forced to disk. */
  readonly onAppended: (group: { readonly reports: number; readonly bytes: number }) => void;
  /** Told of what went wrong with files, also where nobody waits for it. */
  readonly onFault: (error: unknown) => void;
};

/**
 * Reports on disk, between the call that made them and the acknowledgement of whoever receives them. One `fsync` serves all
 * that came while the last one ran. Memory is bounded whatever waits: it is read from the files when its turn comes.
 */
export class Spool {
  /** Bytes that were ever spooled and ever acknowledged by this process, the ones taken over included. */
  appendedBytes: number;
  acknowledgedBytes = 0;
  private queue: Waiting[] = [];
  private queuedBytes = 0;
  private writing: Promise<void> | undefined;
  private writer: SegmentWriter | undefined;
  private failure: Error | undefined;
  private onRoom: (() => void) | undefined;

  private constructor(
    private readonly directory: SpoolDirectory,
    private segments: Segment[],
    private readonly options: SpoolOptions,
  ) {
    this.appendedBytes = segments.reduce((sum, { at, end }) => sum + end - at, 0);
  }

  /** Takes over what earlier processes left in the directory; its lock has to be held. */
  static async open(directory: SpoolDirectory, options: SpoolOptions): Promise<Spool> {
    const spool = new Spool(directory, await directory.takeOver(), options);
    await spool.removeRead();
    return spool;
  }

  get unsentBytes(): number {
    return this.appendedBytes - this.acknowledgedBytes;
  }

  get unsentReports(): number {
    return this.segments.reduce((sum, { unsentReports }) => sum + unsentReports, 0);
  }

  /**
   * Resolves when the report is on disk for good.
   * @throws SpoolFullError, SpoolWriteError, SpoolInUseError, UsageClientClosedError
   */
  async append(report: SpooledReport): Promise<void> {
    if (this.failure) throw this.failure;
    const frame = encodeFrame(encodeSpooled(report));
    const { bytesMax, whenFull } = this.options;
    const waiting = this.unsentBytes + this.queuedBytes;
    if (whenFull === 'reject' && waiting + frame.length > bytesMax) throw new SpoolFullError(waiting, bytesMax);
    if (this.queuedBytes + frame.length > QUEUED_BYTES_MAX)
      throw new SpoolFullError(this.queuedBytes, QUEUED_BYTES_MAX);
    this.queuedBytes += frame.length;
    const kept = new Promise<void>((resolve, reject) => this.queue.push({ frame, resolve, reject }));
    this.writing ??= this.writeAll();
    return kept;
  }

  /** The oldest reports that are not acknowledged, or undefined. Asked again before `acknowledge`, the same ones; after a failure, none. */
  async next(limits: BatchLimits): Promise<SpoolBatch | undefined> {
    while (this.failure === undefined) {
      const segment = this.segments.find(({ at, end }) => at < end);
      if (segment === undefined) return undefined;
      const batch = await readBatch(segment, limits);
      if (batch.reports.length > 0) return batch;
      await this.acknowledge(batch);
    }
    return undefined;
  }

  /** The reports of the batch need not be kept any longer. */
  async acknowledge({ segment, reports, end }: SpoolBatch): Promise<void> {
    // The files belong to somebody else by now, who will send them again.
    if (this.failure) return;
    this.acknowledgedBytes += end - segment.at;
    segment.at = end;
    segment.unsentReports = end === segment.end ? 0 : segment.unsentReports - reports.length;
    this.onRoom?.();
    await this.removeRead();
  }

  /** Resolves once nothing waits for the disk any more. */
  async settle(): Promise<void> {
    while (this.writing !== undefined && this.failure === undefined) await this.writing;
  }

  /** Nothing is taken any more, and what waits for the disk is refused. */
  fail(error: Error): void {
    this.failure ??= error;
    this.refuse(this.queue.splice(0), this.failure);
    this.onRoom?.();
  }

  /** Reports that were not sent stay on disk for the next process. */
  async close(): Promise<void> {
    this.fail(new UsageClientClosedError());
    await this.writing;
    await this.seal();
    await this.removeRead();
  }

  private async writeAll(): Promise<void> {
    // Whatever is reported in the same turn belongs to the first group already.
    await Promise.resolve();
    while (this.queue.length > 0) {
      const group = this.takeGroup();
      if (group.length > 0) await this.write(group);
      else await new Promise<void>((resolve) => (this.onRoom = resolve));
    }
    this.writing = undefined;
  }

  private takeGroup(): Waiting[] {
    let room = Math.min(GROUP_BYTES_MAX, this.options.bytesMax - this.unsentBytes);
    let count = 0;
    for (const { frame } of this.queue) {
      room -= frame.length;
      if (room < 0) break;
      count += 1;
    }
    return this.queue.splice(0, count);
  }

  private async write(group: readonly Waiting[]): Promise<void> {
    const frames = group.map(({ frame }) => frame);
    const bytes = frames.reduce((sum, { length }) => sum + length, 0);
    try {
      await (await this.writerWithRoom()).append(frames);
    } catch (error) {
      await this.writeFailed(group, error);
      return;
    }
    this.appendedBytes += bytes;
    this.queuedBytes -= bytes;
    this.options.onAppended({ reports: group.length, bytes });
    for (const { resolve } of group) resolve();
  }

  private async writeFailed(group: readonly Waiting[], error: unknown): Promise<void> {
    const failure = error instanceof SpoolInUseError ? error : new SpoolWriteError(this.directory.path, error);
    this.refuse(group, failure);
    this.options.onFault(failure);
    await this.seal();
    await this.removeRead();
    if (failure instanceof SpoolInUseError) this.fail(failure);
  }

  private async writerWithRoom(): Promise<SegmentWriter> {
    if (this.writer !== undefined && this.writer.segment.end >= SEGMENT_BYTES) await this.seal();
    if (this.writer === undefined) {
      this.writer = await SegmentWriter.create(this.directory.nextPath());
      this.segments.push(this.writer.segment);
    }
    return this.writer;
  }

  private async seal(): Promise<void> {
    const { writer } = this;
    this.writer = undefined;
    await writer?.close().catch(this.options.onFault);
  }

  private async removeRead(): Promise<void> {
    for (const segment of this.segments.filter(({ at, end }) => at >= end)) {
      if (segment === this.writer?.segment) continue;
      try {
        await removeSegment(segment);
        if (segment.isDamaged) this.options.onFault(new SpoolDamagedError(segment.path));
        this.segments = this.segments.filter((other) => other !== segment);
      } catch (error) {
        // Tried again after the next batch; left over, its reports are sent once more by the next process.
        this.options.onFault(error);
      }
    }
  }

  private refuse(waiting: readonly Waiting[], error: Error): void {
    for (const { frame, reject } of waiting) {
      this.queuedBytes -= frame.length;
      reject(error);
    }
  }
}

type Waiting = { readonly frame: Buffer; readonly resolve: () => void; readonly reject: (error: Error) => void };

export const SEGMENT_BYTES = 4 * 1024 * 1024;
const GROUP_BYTES_MAX = 2 * FRAME_BYTES_MAX;
/** What waits in memory for the disk. A caller that awaits its reports never comes near. */
const QUEUED_BYTES_MAX = 16 * 1024 * 1024;
