import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { DataDirectory } from './data-directory.js';
import type { Engines } from './engines.js';
import { InstanceError } from './instance-error.js';
import { processIdentity } from './process-identity.js';

const processSchema = z.object({ name: z.string(), pid: z.number().int().positive(), identity: z.string() });
// The URLs of engines may hold passwords: the file is readable by its owner alone.
const enginesSchema = z.object({ messagingUrl: z.string().optional(), eventStoreUrl: z.string().optional() });
const lockSchema = z.object({
  owner: processSchema,
  portBase: z.number(),
  engines: enginesSchema.default({}),
  children: z.array(processSchema),
});

type RecordedProcess = z.infer<typeof processSchema>;
export type LockContent = z.infer<typeof lockSchema>;

/** Says who uses a data directory, so that two instances never share one, and what a killed one may have left running. */
export interface InstanceLock {
  /** Remembers a child, to be ended by the next start should this process be killed. */
  record(name: string, pid: number): Promise<void>;
  release(): Promise<void>;
}

/**
 * Takes the data directory. A lock whose owner is gone is taken over: children it left behind are ended first.
 * @throws InstanceError when another instance uses it.
 */
export async function acquireInstanceLock(
  directory: DataDirectory,
  { portBase, engines = {} }: { readonly portBase: number; readonly engines?: Engines },
): Promise<InstanceLock> {
  const owner = recorded('npm start', process.pid);
  let content: LockContent = { owner, portBase, engines, children: [] };
  while (!(await createExclusively(directory.lockFile, content))) {
    const found = await readLock(directory.lockFile);
    if (found !== undefined && isRunning(found.owner)) {
      throw new InstanceError(
        `data directory ${directory.path} is in use by another instance (process ${found.owner.pid}, ` +
          `ports from ${found.portBase}). Stop it, or choose another one with DATA_DIR.`,
      );
    }
    await takeOver(directory.lockFile, found);
  }
  let writing = Promise.resolve();
  return {
    record(name, pid) {
      content = {
        ...content,
        children: [...content.children.filter((child) => child.name !== name), recorded(name, pid)],
      };
      // One write after the other: services start at the same time and share the file.
      return (writing = writing.then(() => writeWhole(directory.lockFile, content)));
    },
    release: () => rm(directory.lockFile, { force: true }),
  };
}

/** The running instance of a data directory, or undefined. */
export async function runningInstance({ lockFile }: DataDirectory): Promise<LockContent | undefined> {
  const found = await readLock(lockFile);
  return found !== undefined && isRunning(found.owner) ? found : undefined;
}

async function takeOver(lockFile: string, found: LockContent | undefined): Promise<void> {
  // Of two starts that both find the stale lock only one can move it away; the other looks again.
  const aside = `${lockFile}.${process.pid}`;
  try {
    await rename(lockFile, aside);
  } catch {
    return;
  }
  // Services first, PostgreSQL last, as in any stop.
  for (const child of [...(found?.children ?? [])].reverse()) await end(child);
  await rm(aside, { force: true });
}

async function end(child: RecordedProcess): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    for (let waitedMs = 0; isRunning(child) && waitedMs < 5_000; waitedMs += 50) {
      if (waitedMs === 0) process.kill(child.pid, signal);
      await delay(50);
    }
  }
}

const isRunning = ({ pid, identity }: RecordedProcess): boolean => processIdentity(pid) === identity;

function recorded(name: string, pid: number): RecordedProcess {
  return { name, pid, identity: processIdentity(pid) ?? 'gone' };
}

// A link appears with its whole content or not at all: nobody ever reads a lock that is half written.
async function createExclusively(file: string, content: LockContent): Promise<boolean> {
  const draft = `${file}.${process.pid}.new`;
  await writeFile(draft, JSON.stringify(content), { mode: 0o600 });
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function writeWhole(file: string, content: LockContent): Promise<void> {
  await writeFile(`${file}.new`, JSON.stringify(content), { mode: 0o600 });
  await rename(`${file}.new`, file);
}

// Something that is no lock of ours cannot name an owner, so that nobody can be running behind it.
async function readLock(file: string): Promise<LockContent | undefined> {
  try {
    return lockSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return undefined;
  }
}
