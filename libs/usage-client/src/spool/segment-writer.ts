import { access, open, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { FORMAT_MARK } from './frames.js';
import { newSegment, type Segment } from './segment.js';
import { SpoolInUseError } from './spool-errors.js';

/** Appends to one new segment. What `append` resolved for survives the loss of the process and of power. */
export class SegmentWriter {
  private constructor(
    readonly segment: Segment,
    private readonly handle: FileHandle,
  ) {}

  static async create(path: string): Promise<SegmentWriter> {
    const handle = await open(path, 'wx', 0o600);
    try {
      await handle.writeFile(FORMAT_MARK);
      await syncDirectory(dirname(path));
      return new SegmentWriter(newSegment(path), handle);
    } catch (error) {
      await handle.close();
      // A full disk must not collect empty files as well.
      await rm(path, { force: true });
      throw error;
    }
  }

  /**
   * Writes all frames and forces them to disk. After a failure nobody knows what the file holds behind its end: a new
   * segment has to be begun.
   * @throws SpoolInUseError when somebody took over the spool meanwhile, and so may never see these frames.
   */
  async append(frames: readonly Buffer[]): Promise<void> {
    const bytes = Buffer.concat(frames);
    await writeWhole(this.handle, bytes, this.segment.end);
    await this.handle.datasync();
    await this.checkOwned();
    this.segment.end += bytes.length;
    this.segment.unsentReports += frames.length;
  }

  close(): Promise<void> {
    return this.handle.close();
  }

  // Whoever takes over a spool renames its segments before reading them. So a name that still stands after the write means
  // that the frames will be seen, also where this process had been frozen and its lock was taken for stale.
  private async checkOwned(): Promise<void> {
    try {
      await access(this.segment.path);
    } catch (cause) {
      throw new SpoolInUseError(dirname(this.segment.path), cause);
    }
  }
}

async function writeWhole(handle: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let at = 0; at < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, at, bytes.length - at, position + at);
    at += bytesWritten;
  }
}

/** A new name is durable only once its directory is. */
async function syncDirectory(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
