import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { SERVICES, urlOf, type ServiceName } from './service-catalog.js';
import { PROJECT_DIR } from './standalone.config.js';
import { welcome } from './welcome.js';

const PORT_BASE = 23_000;
const text = await welcome(
  {
    services: SERVICES,
    urls: Object.fromEntries(SERVICES.map((name) => [name, urlOf(name, PORT_BASE)])) as Record<ServiceName, string>,
    token: (role) => Promise.resolve(`token-of-${role}`),
    portBase: PORT_BASE,
    dataDir: join(PROJECT_DIR, '.data'),
    engines: { messagingUrl: 'kafka://user:secret@broker:9092' },
  },
  3,
);
const pasted = text.split('\n').filter((line) => line.startsWith('  export '));

/** What a program finds that is started from a shell into which the lines were pasted. */
const found = (name: string): string =>
  execFileSync('/bin/sh', ['-c', `${pasted.join('\n')}\nprintenv ${name}`], { env: {} })
    .toString()
    .trim();

describe('the lines that npm start gives to paste', () => {
  it.each([
    ['BILLING', 'http://127.0.0.1:23001'],
    ['LEDGER', 'http://127.0.0.1:23002'],
    ['METERING', 'http://127.0.0.1:23003'],
    ['INVOICING', 'http://127.0.0.1:23004'],
    ['ADMIN', 'token-of-admin'],
    ['OPERATOR', 'token-of-operator'],
    ['STAFF', 'token-of-staff'],
    ['SERVICE', 'token-of-service'],
  ])('set %s for programs too', (name, value) => {
    expect(found(name)).toBe(value);
  });

  it('tell which log is used, and never its password', () => {
    expect(text).toMatch(/messages +kafka:\/\/broker:9092\n/);
    expect(text).not.toContain('secret');
  });

  it.each(['README.md', 'libs/usage-client/README.md'])('are all that %s takes from them', (readme) => {
    const commands =
      readFileSync(join(PROJECT_DIR, readme), 'utf8')
        .match(/```(?:sh|js)\n[^]*?```/g)
        ?.join('') ?? '';
    expect(commands).not.toMatch(/127\.0\.0\.1|:40\d\d/);
    const used = [...commands.matchAll(/\$([A-Z]+)\b|process\.env\.([A-Z]+)/g)].map(
      ([, shell, js]) => shell ?? js ?? '',
    );
    const own = new Set([...commands.matchAll(/^([A-Z]+)=/gm)].map(([, name]) => name));
    const known = pasted.join(' ');
    expect(used).not.toEqual([]);
    expect(used.filter((name) => !own.has(name) && !known.includes(`${name}=`))).toEqual([]);
  });
});
