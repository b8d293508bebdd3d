import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { exampleEnvironment, filledEnvironment, resolveCompose, ROOT } from './compose-file.js';

const SERVICES = ['billing', 'ledger', 'processing-metering', 'invoicing'];

const { services } = resolveCompose(filledEnvironment());

const environmentOf = (name: string): Readonly<Record<string, string>> => services[name]?.environment ?? {};

/** Runs what the container runs, with nothing but the container's environment, and asks it to check that and end. */
async function validate(name: string, environment: Readonly<Record<string, string>>): Promise<string> {
  const [, ...words] = services[name]?.command ?? [];
  const options = { env: { ...environment }, cwd: ROOT };
  const { stdout } = await promisify(execFile)(process.execPath, [...words, '--validate'], options);
  return stdout;
}

describe('the environment that compose gives a service', () => {
  it.each(SERVICES)('is valid for %s', async (name) => {
    expect(await validate(name, environmentOf(name))).toContain('the configuration is valid');
  });

  it.each([
    ['billing', 'SANDBOX_SECRET', exampleEnvironment()['SANDBOX_SECRET'] ?? ''],
    ['ledger', 'EVENT_STORE_URL', 'mysql://kurrentdb:2113'],
    ['ledger', 'EVENT_STORE_URL', 'kurrentdb://ann:hunter2@kurrentdb:2113?tlsCAFile=/nowhere.pem'],
    ['ledger', 'MESSAGING_URL', 'kafka://ann:hunter2@kafka:9092/?sasl=plain&tls=true&ca=/nowhere.pem'],
    ['processing-metering', 'MESSAGING_URL', 'amqp://kafka'],
    ['invoicing', 'DATABASE_URL', ''],
  ])('would be refused by %s with another %s', async (name, variable, value) => {
    const broken = { ...environmentOf(name), [variable]: value };
    const refused = validate(name, broken);
    await expect(refused).rejects.toThrow(variable);
    await expect(refused).rejects.not.toThrow('hunter2');
  });

  it('listens to other containers', () => {
    for (const name of SERVICES) expect(environmentOf(name)['HOST']).toBe('0.0.0.0');
  });

  it('reaches the port that is published and asked for its health', () => {
    for (const name of SERVICES) {
      const { ports = [], environment = {} } = services[name] ?? {};
      expect(ports.map((port) => port.split(':').at(-1))).toEqual([environment['PORT']]);
    }
  });
});

describe('Prometheus', () => {
  it.each(SERVICES)('is told the port of %s', async (name) => {
    const text = await readFile(join(ROOT, 'deploy/observability/prometheus.yml'), 'utf8');
    expect(text).toContain(`- ${name}:${environmentOf(name)['PORT']}\n`);
  });
});
