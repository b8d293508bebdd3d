/**
 * The boundaries of the architecture, as data. `from` and `to` are matched against paths below the project; an import of a
 * workspace package counts as its folder (`libs/kernel`), any other package as its name (`pg`, `node:fs`).
 * `test/lint-boundaries.unit.spec.ts` plants one violation of each.
 */
const SPEC = /\.spec\.ts$|\/test\/|^test\//;
/** The same as the target of an import, whatever it is compiled to. */
const SPEC_TARGET = /^(libs|services|deploy|bench|test)\/.*(\.spec(\.[cm]?[jt]s)?$|\/test\/)|^test\//;
const SERVICE = /^services\/([^/]+)/;
const ENGINE_ADAPTER = /^libs\/(event-store-(postgres|kurrentdb)|messaging-(postgres|kafka))/;

export const BOUNDARIES = [
  {
    name: 'services meet only in proto/',
    from: SERVICE,
    to: SERVICE,
    allows: ({ file, target }) => SERVICE.exec(file)?.[1] === SERVICE.exec(target)?.[1],
    because: 'A service owns its code and its tables; another service only knows the messages.',
  },
  {
    name: 'libraries know no service',
    from: /^libs\//,
    to: /^(services|deploy|bench)\//,
    because: 'Libraries are beneath the services.',
  },
  {
    name: 'kernel depends on nothing',
    from: /^libs\/kernel\/src\/(?!.*\.spec\.ts)/,
    to: /./,
    allows: ({ target }) => target.startsWith('libs/kernel/'),
    because: 'Every package carries the kernel.',
  },
  {
    name: 'a domain is pure',
    from: /^services\/[^/]+\/src\/(.*\/)?domain\/(?!.*\.spec\.ts)/,
    to: /./,
    allows: ({ file, target, typeOnly }) =>
      target === 'libs/kernel' ||
      // Exact arithmetic without any effect.
      target === 'big.js' ||
      (target === 'libs/event-sourcing' && typeOnly) ||
      (target.includes('/domain/') && SERVICE.exec(file)?.[1] === SERVICE.exec(target)?.[1]),
    because: 'Deciding needs kernel, types of event-sourcing and other domain code of the service; IO is the shell’s.',
  },
  {
    name: 'a module chooses the engine',
    from: /^(services|libs\/nest-platform)\//,
    to: ENGINE_ADAPTER,
    // What picks by URL is part of the module; a migration creates the tables that an adapter owns.
    allows: ({ file }) => SPEC.test(file) || /(\.module|-by-url)\.ts$|\/migrations\//.test(file),
    because: 'Nothing else knows which engine carries messages and events.',
  },
  {
    name: 'an engine’s client stays in its adapter',
    from: /./,
    to: /^(kafkajs|@kurrent\/)/,
    allows: ({ file }) => /^(libs\/(messaging-kafka|event-store-kurrentdb)|bench\/src\/kafka)\//.test(file),
    because: 'Ports exist so that clients can be replaced.',
  },
  {
    name: 'test support stays in tests',
    from: /^(libs|services|deploy|bench)\//,
    to: /^libs\/testing(\/|$)/,
    allows: ({ file }) => SPEC.test(file) || file.startsWith('libs/testing/'),
    because: 'Production must not depend on frozen clocks and throw-away databases.',
  },
  {
    name: 'contract suites stay in tests',
    from: /^(libs|services|deploy|bench)\//,
    to: /^libs\/[^/]+\/contract$/,
    allows: ({ file }) => SPEC.test(file),
    because: 'Production must not carry a test framework.',
  },
  {
    name: 'test apps stay in tests',
    from: /^services\//,
    to: /^libs\/nest-platform$/,
    names: /^(createTestApp|provisionTestDatabase)$/,
    allows: ({ file }) => SPEC.test(file),
    because: 'Production must not accept the tokens of a spec.',
  },
  {
    name: 'specs stay in tests',
    from: /^(libs|services|deploy|bench)\//,
    to: SPEC_TARGET,
    allows: ({ file }) => SPEC.test(file),
    because: 'Specs and what they need are not built, so production would not start.',
  },
  {
    name: 'a reconciliation is independent',
    from: /^deploy\/demo\/src\/reconciliation\//,
    to: /^services\/|projection|evolve/i,
    because: 'A figure derived a second time by the same code proves nothing.',
  },
  {
    name: 'a reconciliation derives by itself',
    from: /^deploy\/demo\/src\/reconciliation\//,
    to: /./,
    names: /^evolve|Projection$|^(Repository|Decider)$/,
    because: 'A figure derived a second time by the same code proves nothing.',
  },
];
