import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Directories for spools, removed together. */
export class SpoolDirectories {
  private readonly made: string[] = [];

  async make(): Promise<string> {
    const path = await mkdtemp(join(tmpdir(), 'usage-spool-'));
    this.made.push(path);
    return path;
  }

  async remove(): Promise<void> {
    for (const path of this.made.splice(0)) await rm(path, { recursive: true, force: true });
  }
}
