import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv, type ValidateFunction } from 'ajv';
import {
  BUILT_IMAGE,
  composeText,
  exampleEnvironment,
  exampleText,
  parseCompose,
  resolveCompose,
  ROOT,
  variablesUsed,
  type ComposeFile,
  type ComposeService,
} from './compose-file.js';

const SERVICES = ['billing', 'ledger', 'processing-metering', 'invoicing'];
const JOBS = ['database', 'topics', 'keys', 'token'];

const written = parseCompose();
const resolved = resolveCompose(exampleEnvironment());
const service = (file: ComposeFile, name: string): ComposeService => {
  const found = file.services[name];
  if (found === undefined) throw new Error(`there is no service ${name}`);
  return found;
};

describe('docker-compose.yml', () => {
  let validate: ValidateFunction;
  beforeAll(() => {
    const text = readFileSync(join(ROOT, 'deploy/docker/test/compose-spec/compose-spec.schema.json'), 'utf8');
    // The schema names its dialect by an address that the validator, which speaks it, does not know.
    const { $schema: _, ...schema } = JSON.parse(text) as Record<string, unknown>;
    validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema);
  });

  it('is what the Compose Specification describes', () => {
    validate(resolved);
    expect(validate.errors).toBeNull();
  });

  it.each([
    ['a setting that does not exist', '    stop_grace_period: 60s', '    stop_grace_time: 60s'],
    ['a network of another shape', 'edge: {}', 'edge: [bridge]'],
    ['a restart by number', 'restart: unless-stopped', 'restart: 3'],
  ])('would not be it with %s', (_, before, after) => {
    const broken = composeText().replace(before, after);
    expect(broken).not.toBe(composeText());
    expect(validate(resolveCompose(exampleEnvironment(), broken))).toBe(false);
  });

  it('names no network, volume or service that it does not have', () => {
    expect(strays(written)).toEqual([]);
    const broken = composeText().replace('networks: [database]', 'networks: [databse]');
    expect(strays(parseCompose(broken))).toEqual(['databse']);
  });

  it('builds its own image once, for all who run it', () => {
    const builders = Object.entries(written.services).filter(([, { build }]) => build !== undefined);
    expect(builders.map(([name, { image }]) => [name, image])).toEqual([['database', BUILT_IMAGE]]);
  });

  it('pins every image by a tag that says a version', () => {
    const images = Object.values(written.services).filter(({ image }) => image !== BUILT_IMAGE);
    expect(images.filter(({ image }) => !/^[^:]+:v?\d+\.\d+[^:]*$/.test(image))).toEqual([]);
    expect(images.length).toBeGreaterThan(0);
  });
});

describe('a secret', () => {
  it('is nowhere in the file: each comes from the environment, which must have it', () => {
    expect(writtenSecrets(composeText())).toEqual([]);
  });

  it.each([
    ['SANDBOX_SECRET: ${SANDBOX_SECRET:?run deploy/docker/bin/make-env.mjs}', 'SANDBOX_SECRET: abc'],
    ['POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:?run', 'POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:-run'],
    ['postgres://ledger:${LEDGER_DB_PASSWORD:?run deploy/docker/bin/make-env.mjs}', 'postgres://ledger:hunter2'],
  ])('would be found: %s', (before, after) => {
    const broken = composeText().replace(before, after);
    expect(writtenSecrets(broken)).toHaveLength(1);
  });

  it('is required: without any variable compose refuses, and says where passwords come from', () => {
    expect(() => resolveCompose({})).toThrow('run deploy/docker/bin/make-env.mjs');
  });
});

describe('.env.example', () => {
  it('explains every variable that the file uses, and no other', () => {
    expect(Object.keys(exampleEnvironment()).sort()).toEqual([...variablesUsed()].sort());
  });

  it('would miss a variable that the file begins to use', () => {
    const more = variablesUsed(composeText().replace('${LOG_LEVEL:-info}', '${LOG_LEVEL:-info}${ANOTHER}'));
    expect([...more].filter((name) => !(name in exampleEnvironment()))).toEqual(['ANOTHER']);
  });

  it('has a comment above every group of variables', () => {
    const unexplained = exampleText()
      .split('\n\n')
      .filter((group) => /^\w+=/.test(group.trim()));
    expect(unexplained).toEqual([]);
  });
});

describe('a container of our image', () => {
  it.each([...SERVICES, ...JOBS])('%s is an ordinary user on a file system that cannot be changed', (name) => {
    expect(service(resolved, name)).toMatchObject({
      user: 'node',
      init: true,
      read_only: true,
      tmpfs: ['/tmp:size=64m'],
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    });
  });

  it.each(SERVICES)('%s has longer to stop than it takes', (name) => {
    const { environment = {}, stop_grace_period: grace = '0s' } = service(resolved, name);
    const takesMs = Number(environment['SHUTDOWN_TIMEOUT_MS']) + Number(environment['SHUTDOWN_DRAIN_MS']);
    expect(Number(/^(\d+)s$/.exec(grace)?.[1]) * 1_000).toBeGreaterThan(takesMs);
  });

  it.each(SERVICES)('%s waits for the jobs, and is asked whether it is ready', (name) => {
    const { depends_on: awaited, healthcheck } = service(resolved, name);
    for (const job of ['database', 'topics', 'keys'])
      expect(awaited?.[job]?.condition).toBe('service_completed_successfully');
    expect(healthcheck?.test).toEqual(['CMD', 'node', 'deploy/docker/bin/healthy.mjs']);
  });

  it('mounts the private key only where tokens are made', () => {
    const mounting = Object.entries(written.services).filter(([, { volumes = [] }]) =>
      volumes.some((volume) => volume.startsWith('signing-key:')),
    );
    expect(mounting.map(([name]) => name)).toEqual(['keys', 'token']);
  });
});

describe('an engine', () => {
  const ENGINES = ['postgres', 'kafka', 'kurrentdb'];

  it.each(ENGINES)('%s publishes no port and has no way out', (name) => {
    const { ports, networks = [] } = service(resolved, name);
    expect(ports).toBeUndefined();
    for (const network of networks) expect(resolved.networks[network]?.internal).toBe(true);
    expect(networks).not.toHaveLength(0);
  });

  it('that knows no passwords is reached by the ledger and by Prometheus alone', () => {
    const reaching = Object.entries(written.services).filter(([, { networks = [] }]) => networks.includes('events'));
    expect(reaching.map(([name]) => name).sort()).toEqual(['kurrentdb', 'ledger', 'prometheus']);
  });

  it('keeps its data in a volume that has a name', () => {
    for (const name of ENGINES) expect(service(written, name).volumes?.length).toBeGreaterThan(0);
  });
});

it('published ports are those of this machine alone, unless somebody says otherwise', () => {
  const ports = Object.values(resolved.services).flatMap(({ ports = [] }) => ports);
  expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  expect(ports).toHaveLength(6);
});

function strays({ services, networks, volumes }: ComposeFile): string[] {
  return Object.values(services).flatMap((one) => [
    ...(one.networks ?? []).filter((name) => !(name in networks)),
    ...(one.volumes ?? [])
      .map((volume) => volume.split(':')[0] ?? '')
      .filter((source) => !source.startsWith('.') && !(source in volumes)),
    ...Object.keys(one.depends_on ?? {}).filter((name) => !(name in services)),
  ]);
}

const FROM_ENVIRONMENT = /^\$\{[A-Z_]+:\?[^}]+\}$/;

/** Values that are secret by their name, or passwords inside URLs, and are written into the file. */
function writtenSecrets(text: string): string[] {
  const values = Object.values(parseCompose(text).services).flatMap(({ environment = {} }) =>
    Object.entries(environment),
  );
  return values.flatMap(([name, value]) => {
    const secret = /PASSWORD|SECRET$|TOKEN/.test(name) ? value : /:\/\/[^:/@]+:(.*)@/.exec(value)?.[1];
    return secret === undefined || FROM_ENVIRONMENT.test(secret) ? [] : [`${name}: ${secret}`];
  });
}
