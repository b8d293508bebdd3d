import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CannotRunKafkaError } from './ways-out.js';

const JAVA_MIN = 17;

/** @throws CannotRunKafkaError when there is no Java, or one that is too old for Kafka 4. */
export async function assertJava(java: string): Promise<void> {
  const version = majorVersionOf(await versionText(java));
  if (version === undefined)
    throw new CannotRunKafkaError(
      `Kafka needs Java ${JAVA_MIN} or newer, and what ${java} says of itself is no version.`,
    );
  if (version < JAVA_MIN)
    throw new CannotRunKafkaError(`Kafka needs Java ${JAVA_MIN} or newer; ${java} is Java ${version}.`);
}

/** What every program of Kafka's is run with, before its name. */
export const javaArguments = (jars: string): readonly string[] => [
  '-Xmx512m',
  '-Dorg.slf4j.simpleLogger.showDateTime=true',
  "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
  '-Dorg.slf4j.simpleLogger.showThreadName=false',
  '-cp',
  // Java itself expands it.
  join(jars, '*'),
];

/** The major version out of what `java -version` says, on standard error: `openjdk version "17.0.15"`, or `"1.8.0_402"` before Java 9. */
export function majorVersionOf(text: string): number | undefined {
  const [, first, second] = /version "(\d+)(?:\.(\d+))?/.exec(text) ?? [];
  if (first === undefined) return undefined;
  return Number(first === '1' && second !== undefined ? second : first);
}

async function versionText(java: string): Promise<string> {
  try {
    return (await promisify(execFile)(java, ['-version'], { timeout: 30_000 })).stderr;
  } catch (cause) {
    throw new CannotRunKafkaError(
      `Kafka needs Java ${JAVA_MIN} or newer, and ${java} cannot be run. ` +
        'Install it (apt-get install openjdk-17-jre-headless), or set JAVA_HOME.',
      { cause },
    );
  }
}
