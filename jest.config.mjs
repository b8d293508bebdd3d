import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));

/** Every workspace package is tested from its sources, so that a spec never meets a stale build. */
const workspaceSources = Object.fromEntries(
  workspaces().flatMap((dir) => {
    const { name, exports = { '.': { default: './dist/index.js' } } } = manifestOf(dir);
    return Object.entries(exports).map(([entry, { default: built }]) => [
      `^${join(name, entry)}$`,
      join(root, dir, built.replace(/^\.\/dist\//, 'src/').replace(/\.js$/, '.ts')),
    ]);
  }),
);

const shared = {
  rootDir: root,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { ...workspaceSources, '^(\\.{1,2}/.*)\\.js$': '$1' },
  modulePathIgnorePatterns: ['/dist/', '/\\.data/', '/\\.nx/'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          target: 'es2022',
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
};

/** The suffix of a spec is its tier: pure, against a real PostgreSQL, or against whole services. */
const tier = (name, more = {}) => ({
  ...shared,
  displayName: name,
  testMatch: [`<rootDir>/{libs,services,deploy,bench,test}/**/*.${name}.spec.ts`],
  ...more,
});

const withPostgres = {
  globalSetup: '<rootDir>/test/postgres.setup.mjs',
  globalTeardown: '<rootDir>/test/postgres.teardown.mjs',
};

export default {
  maxWorkers: 2,
  // Only heeded here: jest ignores the limit of a project. Long enough for whole services on a busy machine.
  testTimeout: 180_000,
  projects: [
    tier('unit'),
    tier('int', withPostgres),
    tier('e2e', withPostgres),
    // Against a real broker, which `npm run test:kafka` names.
    ...(process.env.TEST_MESSAGING_URL === undefined ? [] : [tier('kafka', withPostgres)]),
  ],
};

function workspaces() {
  return manifestOf('.').workspaces.flatMap((pattern) => {
    const parent = pattern.replace('/*', '');
    const candidates =
      pattern === parent ? [parent] : readdirSync(join(root, parent)).map((name) => join(parent, name));
    return candidates.filter((dir) => existsSync(join(root, dir, 'package.json')));
  });
}

function manifestOf(dir) {
  return JSON.parse(readFileSync(join(root, dir, 'package.json'), 'utf8'));
}
