import { readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { recoverSegment, type Segment } from './segment.js';

const OPEN = '.open';
const LEFT_BEHIND = '.left';

/** The files of a spool: `<number>.open` while their process writes them, `<number>.left` once another has taken them over. */
export class SpoolDirectory {
  private constructor(
    readonly path: string,
    private lastNumber: number,
  ) {}

  /** Numbers begin with the time in milliseconds, so that a name is never given again to another file. */
  static async open(path: string, nowMs: number): Promise<SpoolDirectory> {
    const names = await readdir(path);
    const numbers = names.map((name) => Number(/^(\d+)\./.exec(name)?.[1] ?? 0));
    return new SpoolDirectory(path, Math.max(nowMs, ...numbers));
  }

  nextPath(): string {
    this.lastNumber += 1;
    return join(this.path, `${String(this.lastNumber).padStart(15, '0')}${OPEN}`);
  }

  /** Takes over what earlier processes left, oldest first. */
  async takeOver(): Promise<Segment[]> {
    for (const name of await readdir(this.path)) {
      if (!name.endsWith(OPEN)) continue;
      await rename(join(this.path, name), join(this.path, `${name.slice(0, -OPEN.length)}${LEFT_BEHIND}`));
    }
    const names = (await readdir(this.path)).filter((name) => name.endsWith(LEFT_BEHIND)).sort();
    const segments: Segment[] = [];
    for (const name of names) {
      segments.push(await recoverSegment(join(this.path, name)));
    }
    return segments;
  }
}
