import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import type { DataDirectory } from './data-directory.js';
import { EMBEDDED, namesOf, type Engines } from './engines.js';
import { InstanceError } from './instance-error.js';

/** Which of the data somebody has moved. One says nothing of the other: whoever moves events may have forgotten MESSAGING_URL. */
export type ChangedEngines = { readonly log?: boolean; readonly store?: boolean };

/** What is missing is not decided: nothing of new data was kept anywhere yet. */
const recordSchema = z.strictObject({ messages: z.string().optional(), events: z.string().optional() });
type EngineRecord = z.output<typeof recordSchema>;

/**
 * Holds data to the engines that they were made with; new ones belong to none until `recordLog` and `recordEngines`. Services know how far they have
 * read a log, and which events they have shown, by numbers that mean nothing to another engine: messages and events would be lost without a sound.
 * @throws InstanceError when the data were made with another engine, unless `changed` says that they have been moved.
 */
export async function checkEngines(
  directory: DataDirectory,
  engines: Engines,
  { log = false, store = false }: ChangedEngines = {},
): Promise<void> {
  const before = await readRecord(directory);
  const now = namesOf(engines);
  if (before?.messages !== undefined && !log && before.messages !== now.messages) {
    throw new InstanceError(otherLog(directory, before.messages, now.messages));
  }
  if (before?.events !== undefined && !store && before.events !== now.events) {
    throw new InstanceError(otherStore(directory, before.events, now.events));
  }
  if (before === undefined) await write(directory, {});
}

/** Notes the log once it was found to go with the data, and not before: they still belong to the other one where it is refused. */
export async function recordLog(directory: DataDirectory, engines: Engines): Promise<void> {
  const { messages } = namesOf(engines);
  await write(directory, { ...(await readRecord(directory)), messages });
}

/**
 * Notes the store once the ledger has come up on it, and not before: a ledger refuses a store that its events were not moved to,
 * and the data still belong to the other one then, as they do while a move is under way.
 */
export const recordEngines = (directory: DataDirectory, engines: Engines): Promise<void> =>
  write(directory, namesOf(engines));

async function write({ enginesFile }: DataDirectory, names: EngineRecord): Promise<void> {
  await writeFile(`${enginesFile}.new`, `${JSON.stringify(names)}\n`);
  await rename(`${enginesFile}.new`, enginesFile);
}

/** Data without a record are older than it, and in their own PostgreSQL. Undefined where there are no data yet. */
async function readRecord({ enginesFile, databaseDir }: DataDirectory): Promise<EngineRecord | undefined> {
  if (existsSync(enginesFile)) {
    try {
      return recordSchema.parse(JSON.parse(await readFile(enginesFile, 'utf8')));
    } catch (cause) {
      throw new InstanceError(`${enginesFile} does not say which engines the data belong to`, { cause });
    }
  }
  return existsSync(databaseDir) ? { messages: EMBEDDED, events: EMBEDDED } : undefined;
}

const otherLog = ({ path }: DataDirectory, before: string, now: string): string =>
  `the messages of ${path} are in ${described(before, 'log')}, and MESSAGING_URL asks for ${described(now, 'log')}: what has not ` +
  `been read yet would be lost. ${backTo('MESSAGING_URL', before)}, or choose a fresh DATA_DIR, or move the messages first ` +
  '(docs/runbooks/change-engines.md) and then start once with npm start -- --log-changed.';

const otherStore = ({ path }: DataDirectory, before: string, now: string): string =>
  `the events of ${path} are in ${described(before, 'store')}, and EVENT_STORE_URL asks for ${described(now, 'store')}, where ` +
  `they are not. ${backTo('EVENT_STORE_URL', before)}, or choose a fresh DATA_DIR, or copy them first (npm run events:copy, ` +
  'docs/runbooks/change-engines.md) and then start once with npm start -- --store-changed.';

const described = (name: string, what: string): string => (name === EMBEDDED ? `the embedded ${what}` : name);
const backTo = (variable: string, name: string): string =>
  name === EMBEDDED ? `Unset ${variable}` : `Set ${variable} to that one`;
