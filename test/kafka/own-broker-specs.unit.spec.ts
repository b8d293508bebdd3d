import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { notRun, OWN_BROKER_SPECS } from './own-broker-specs.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const NEEDS_JAVA = /\b(startKafka|startSecuredBroker|brokerJars)\(/;

function kafkaSpecs(): string[] {
  return ['libs', 'services', 'deploy', 'bench', 'test'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.kafka.spec.ts') && !file.includes('node_modules'))
      .map((file) => `${folder}/${file}`),
  );
}

describe('npm run test:kafka where no broker can be started', () => {
  it('leaves out the specs that start one, and no others', () => {
    const starting = kafkaSpecs().filter((file) => NEEDS_JAVA.test(readFileSync(join(ROOT, file), 'utf8')));
    expect(starting.sort()).toEqual(OWN_BROKER_SPECS);
    expect(kafkaSpecs().length).toBeGreaterThan(OWN_BROKER_SPECS.length);
  });

  it('names each of them, and why, without the advice to name a broker, which there is', () => {
    const said = notRun('Kafka needs Java 17 or newer.\nWithout it, name a broker.');
    expect(said).toMatch(/^NOT RUN: 3 specs .*\nKafka needs Java 17 or newer\.\n/);
    for (const file of OWN_BROKER_SPECS) expect(said).toContain(file);
    expect(said).not.toContain('name a broker');
  });
});
