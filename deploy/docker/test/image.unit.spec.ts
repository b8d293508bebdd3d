import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { buildContext, sourcesOf, withDependencies, workspaceFolders } from './build-context.js';
import { BUILT_IMAGE, parseCompose, ROOT } from './compose-file.js';

const IN_THE_IMAGE = [
  'services/billing',
  'services/ledger',
  'services/processing-metering',
  'services/invoicing',
  'deploy/docker',
];

const dockerfile = readFileSync(join(ROOT, 'deploy/docker/Dockerfile'), 'utf8').replace(/\\\n\s*/g, '');
const wouldBeSent = buildContext();
const isSent = (path: string): boolean => existsSync(join(ROOT, path)) && wouldBeSent(path);

describe('what is sent to Docker', () => {
  it.each(IN_THE_IMAGE)('holds all that %s is compiled from', (folder) => {
    const needed = [...withDependencies(folder)].flatMap((one) => [
      join(one, 'package.json'),
      join(one, 'tsconfig.json'),
      ...sourcesOf(one),
    ]);
    expect(needed.filter((path) => !isSent(path))).toEqual([]);
  });

  it('holds what npm and the compiler read besides', () => {
    const manifests = [...workspaceFolders().values()].map((folder) => join(folder, 'package.json'));
    const needed = ['package.json', 'package-lock.json', '.npmrc', 'tsconfig.base.json', ...manifests];
    expect(needed.filter((path) => !isSent(path))).toEqual([]);
  });

  it('would lack a library that somebody ignores', () => {
    const rules = `${readFileSync(join(ROOT, '.dockerignore'), 'utf8')}\nlibs/kernel\n`;
    expect(buildContext(rules)('libs/kernel/package.json')).toBe(false);
  });

  it('holds nothing else: no history, no specs, no documents', () => {
    for (const path of ['.git', 'README.md', 'docs/domain.md', 'test/readme-example.ts', 'docker-compose.yml'])
      expect([path, existsSync(join(ROOT, path)), isSent(path)]).toEqual([path, true, false]);
  });

  it('holds no secret, wherever one lies', () => {
    const ignored = [
      '.env',
      '.data/secrets.json',
      'services/ledger/.data/secrets.json',
      'libs/kernel/node_modules/x/y.js',
    ];
    expect(ignored.filter(wouldBeSent)).toEqual([]);
    expect(wouldBeSent('libs/kernel/src/index.ts')).toBe(true);
  });
});

describe('the Dockerfile', () => {
  it('compiles and installs what the image is for, and all of it', () => {
    const compiled = /npx tsc -b (.*)/.exec(dockerfile)?.[1]?.trim().split(' ');
    expect(compiled).toEqual(IN_THE_IMAGE);
    const installed = [...dockerfile.matchAll(/--workspace=(\S+)/g)].map(([, folder]) => folder);
    expect(installed).toEqual(IN_THE_IMAGE);
  });

  it('applies the patches to whatever it installs, to compile against and to run', () => {
    const installs = dockerfile.split('\n').filter((line) => line.includes('npm ci '));
    expect(installs).toHaveLength(2);
    for (const line of installs) expect(line).toMatch(/&& npx --no -- patch-package --error-on-fail$/);
    expect(readdirSync(join(ROOT, 'patches')).filter((name) => !isSent(`patches/${name}`))).toEqual([]);
  });

  it('copies every folder that something in the image lies in', () => {
    const copied = [...dockerfile.matchAll(/^COPY --from=build \/app\/(\S+) \.\/(\S*)$/gm)].map(
      ([, from]) => from ?? '',
    );
    const needed = IN_THE_IMAGE.flatMap((folder) => [...withDependencies(folder)]);
    expect(needed.filter((folder) => !copied.some((top) => folder === top || folder.startsWith(`${top}/`)))).toEqual(
      [],
    );
    expect(copied).toContain('node_modules');
  });

  it('has every file that a container is started with', () => {
    const commands = Object.values(parseCompose().services)
      .filter(({ image }) => image === BUILT_IMAGE)
      .flatMap(({ command = [], entrypoint = [], healthcheck }) => [
        ...command,
        ...entrypoint,
        ...(healthcheck?.test ?? []),
      ]);
    const files = commands.filter((word) => /\.m?js$/.test(word));
    expect(new Set(files).size).toBe(6);
    const sources = files.map((file) => file.replace('/dist/', '/src/').replace(/\.js$/, '.ts'));
    expect(sources.filter((path) => !isSent(path))).toEqual([]);
  });

  it('ends as an ordinary user, on the Node that the documents name, in every stage the same', () => {
    const images = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image);
    expect(images).toEqual(Array(2).fill('node:24.21.0-bookworm-slim'));
    const [, runtime = ''] = dockerfile.split(/^FROM .* AS runtime$/m);
    expect(
      runtime
        .trim()
        .split('\n')
        .filter((line) => line.startsWith('USER')),
    ).toEqual(['USER node']);
    expect(runtime.indexOf('USER node')).toBeGreaterThan(runtime.lastIndexOf('COPY'));
  });
});
