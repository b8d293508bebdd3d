import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { brokerJars, failureOf, KAFKA_VERSION } from './broker-jars.js';
import { CannotRunKafkaError, exitCodeOf, JARS_UNREACHABLE_EXIT_CODE, JarsUnreachableError } from './ways-out.js';

const TRANSFER =
  '[WARNING] Could not transfer metadata org.codehaus.mojo/maven-metadata.xml from/to central (https://central.example/maven2): transfer failed';
const NO_PLUGIN = "[ERROR] No plugin found for prefix 'dependency' in the current project";
const ALTERED =
  '[ERROR] Could not transfer artifact org.apache.kafka:kafka_2.13:jar:4.3.0 from/to central: Checksum validation failed, expected 1 but is 2';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'credit-ledger-jars-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

/** A program in the place of Maven, which gets the same arguments. */
const inPlaceOfMaven = (script: string): [string, ...string[]] => [process.execPath, '-e', script, '--'];

const FETCHES_ONE = `
  const out = process.argv.find((arg) => arg.startsWith('-DoutputDirectory=')).slice('-DoutputDirectory='.length);
  require('node:fs').writeFileSync(out + '/kafka.jar', 'a jar');`;

const fetchJars = (...maven: [string, ...string[]]) => brokerJars({ dir, log: () => undefined, maven });

describe("fetching Kafka's jars", () => {
  it('puts them into a folder of their version', async () => {
    const jars = await fetchJars(...inPlaceOfMaven(FETCHES_ONE));
    expect(jars).toBe(join(dir, 'lib', KAFKA_VERSION));
    expect(await readdir(jars)).toEqual(['kafka.jar']);
  });

  it('is done once, and then needs no Maven', async () => {
    const jars = await fetchJars(...inPlaceOfMaven(FETCHES_ONE));
    expect(await fetchJars('/no/such/mvn')).toBe(jars);
  });

  it('may be done by two at once', async () => {
    const twice = [fetchJars(...inPlaceOfMaven(FETCHES_ONE)), fetchJars(...inPlaceOfMaven(FETCHES_ONE))];
    const jars = await Promise.all(twice);
    expect(jars[0]).toBe(jars[1]);
    expect(await readdir(join(dir, 'lib'))).toEqual([KAFKA_VERSION]);
  });

  it('leaves nothing that looks like jars when it fails', async () => {
    const failing = inPlaceOfMaven(`${FETCHES_ONE}; console.log(${JSON.stringify(TRANSFER)}); process.exit(1)`);
    await expect(fetchJars(...failing)).rejects.toThrow(JarsUnreachableError);
    expect(await readdir(join(dir, 'lib'))).toEqual([]);
  });

  it('says what Maven says before it runs at all', async () => {
    const failing = inPlaceOfMaven(`console.error('JAVA_HOME is not defined correctly'); process.exit(1)`);
    await expect(fetchJars(...failing)).rejects.toThrow('JAVA_HOME is not defined correctly');
  });

  it('names the ways without Maven where there is none', async () => {
    const fetched = fetchJars('/no/such/mvn');
    await expect(fetched).rejects.toThrow('apt-get install maven');
    await expect(fetched).rejects.toThrow('MESSAGING_URL=kafka://host:port');
  });
});

describe('why the jars could not be fetched', () => {
  it('Maven Central that cannot be reached has an exit code of its own', () => {
    const failure = failureOf([TRANSFER, NO_PLUGIN]);
    expect(failure.message).toContain('Maven Central cannot be reached: Could not transfer metadata');
    expect(exitCodeOf(failure)).toBe(JARS_UNREACHABLE_EXIT_CODE);
  });

  it('jars that were altered on their way are no such thing', () => {
    const failure = failureOf([TRANSFER, ALTERED]);
    expect(failure.message).toContain('not what they should be');
    expect(exitCodeOf(failure)).toBe(1);
  });

  it('anything else is told as it was said', () => {
    const failure = failureOf(['[WARNING] a new version is there', NO_PLUGIN]);
    expect(failure).toBeInstanceOf(CannotRunKafkaError);
    expect(failure.message).toContain('No plugin found');
    expect(exitCodeOf(failure)).toBe(1);
    expect(failureOf([]).message).toContain('Maven gave no reason');
  });
});
