import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';
import { PROJECT_DIR } from '@credit-ledger/standalone';
import { systemErrorCode } from './system-error-code.js';
import { CannotRunKafkaError, JarsUnreachableError } from './ways-out.js';

/** The same as in pom.xml. Another version is another folder, so that an old one is never taken for it. */
export const KAFKA_VERSION = '4.3.0';

const POM = join(PROJECT_DIR, 'deploy', 'kafka-local', 'pom.xml');
const MAVEN_ARGS = [
  '--batch-mode',
  // A jar that is not what Maven Central says it is must not be run.
  '--strict-checksums',
  // A failure of an earlier attempt is not remembered.
  '--update-snapshots',
  `--file=${POM}`,
  'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies',
  '-DincludeScope=runtime',
];
const PROGRESS_EVERY_MS = 2_000;

export type JarsOptions = {
  readonly dir: string;
  readonly log: (line: string) => void;
  /** The program to run, and what to run it with before all else; for specs. */
  readonly maven?: readonly [file: string, ...args: string[]];
};

/**
 * The folder of Kafka's jars, below `dir`. Fetched by Maven where they are not there yet: whole or not at all, so that several
 * processes and clones may share the folder.
 * @throws JarsUnreachableError when Maven Central cannot be reached, CannotRunKafkaError when there is no Maven.
 */
export async function brokerJars({ dir, log, maven = ['mvn'] }: JarsOptions): Promise<string> {
  const jars = join(dir, 'lib', KAFKA_VERSION);
  if (existsSync(jars)) return jars;
  await mkdir(join(dir, 'lib'), { recursive: true });
  const unfinished = await mkdtemp(`${jars}.unfinished-`);
  try {
    log(`fetching Kafka ${KAFKA_VERSION} from Maven Central (44 MB)`);
    const [file, ...args] = maven;
    await runMaven(file, [...args, ...MAVEN_ARGS, `-DoutputDirectory=${unfinished}`], log);
    await rename(unfinished, jars).catch((error: unknown) => {
      // Somebody else was quicker.
      if (!existsSync(jars)) throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return jars;
}

async function runMaven(file: string, args: readonly string[], log: (line: string) => void): Promise<void> {
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const complaints: string[] = [];
  let fetched = 0;
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (/Downloaded from .*\.jar/.test(line)) fetched++;
    if (/^\[(ERROR|WARNING)\]/.test(line)) complaints.push(line);
  });
  // What goes wrong before Maven itself runs, such as a JAVA_HOME that is none.
  createInterface({ input: child.stderr }).on('line', (line) => complaints.push(stripVTControlCharacters(line)));
  const progress = setInterval(() => log(`fetching: ${fetched} files so far`), PROGRESS_EVERY_MS);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    if (code !== 0) throw failureOf(complaints);
  } catch (error) {
    if (systemErrorCode(error) !== 'ENOENT') throw error;
    throw new CannotRunKafkaError(
      "Kafka's jars are not here yet, and Maven, which fetches them, is not installed (apt-get install maven).",
      { cause: error },
    );
  } finally {
    clearInterval(progress);
  }
}

const UNREACHABLE = /Could not transfer|failed to transfer|Unknown host|Connection refused|timed out|offline mode/i;

/** Why Maven failed, out of what it complained about. */
export function failureOf(complaints: readonly string[]): CannotRunKafkaError {
  const said = complaints.filter((line) => line.trim() !== '');
  const reason = (line: string | undefined): string => (line ?? 'Maven gave no reason').replace(/^\[\w+\]\s*/, '');
  const altered = said.find((line) => /checksum/i.test(line));
  if (altered !== undefined)
    return new CannotRunKafkaError(`Kafka's jars are not what they should be: ${reason(altered)}`);
  const transfer = said.find((line) => UNREACHABLE.test(line));
  if (transfer !== undefined) return new JarsUnreachableError(`Maven Central cannot be reached: ${reason(transfer)}`);
  const error = said.find((line) => line.startsWith('[ERROR]')) ?? said[0];
  return new CannotRunKafkaError(`Maven could not fetch Kafka's jars: ${reason(error)}`);
}
