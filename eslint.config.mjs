import js from '@eslint/js';
import tseslint from 'typescript-eslint';
import architecture from './lint/plugin.mjs';

const SOURCES = ['{libs,services,deploy}/*/{src,test}/**/*.ts', 'bench/{src,test}/**/*.ts', 'test/**/*.ts'];
const SPECS = ['**/*.spec.ts', '{services,libs,deploy}/*/test/**/*.ts', 'test/**/*.ts'];
const DOMAIN = ['services/*/src/**/domain/**/*.ts'];
const NODE_GLOBALS = [
  'process',
  'console',
  'URL',
  'Buffer',
  'fetch',
  'performance',
  'setTimeout',
  'clearTimeout',
  'AbortSignal',
];
/** The package of PostgreSQL's programs has another name on every platform. */
const IMPORTS_BY_PLATFORM = ['libs/postgres-server/src/server-binaries.ts'];
/** Runs the code of another release, wherever that is, with an environment for its processes. */
const RUNS_ANOTHER_RELEASE = ['test/migrations/record-release.mjs'];
/** Where the environment is read, once: configurations, and scripts that run before anything is built. */
const READS_ENVIRONMENT = [
  '**/*.config.ts',
  '**/*.config.mjs',
  'deploy/*/bin/*.mjs',
  'test/*.mjs',
  'test/mutations/*.mjs',
  'test/kafka/*.mjs',
];

const ONLY_A_CONFIG = 'Only a *.config.ts reads the environment, once, through a schema.';
const NO_ENVIRONMENT = [
  {
    selector:
      "MemberExpression:matches([object.name='process'], [object.property.name='process']):matches([property.name='env'], [property.value='env'])",
    message: ONLY_A_CONFIG,
  },
  {
    selector: "VariableDeclarator[init.name='process']",
    message: `${ONLY_A_CONFIG} Anything else is taken from process where it is needed: process.argv.`,
  },
  {
    selector:
      "ImportDeclaration[source.value=/^(node:)?process$/] > :matches(ImportDefaultSpecifier, ImportNamespaceSpecifier, ImportSpecifier[imported.name='env'])",
    message: ONLY_A_CONFIG,
  },
];
const NO_COMPUTED_IMPORT = {
  selector: "ImportExpression[source.type!='Literal']",
  message: 'A boundary is judged by the name of what is imported: write it as a plain string.',
};
const NO_DOUBLE_CAST = {
  selector: "TSAsExpression > TSAsExpression.expression[typeAnnotation.type='TSUnknownKeyword']",
  message: 'A cast through unknown hides a type that is wrong: parse, or narrow.',
};
const NO_POOL = {
  selector: "NewExpression[callee.property.name='Pool']",
  message: 'poolOn of @credit-ledger/testing does not mind that the database is dropped.',
};
const NO_SKIPPED_TEST = [
  {
    selector:
      'MemberExpression:matches([object.name=/^(it|test|describe)$/], [object.object.name=/^(it|test)$/]):matches([property.name=/^(skip|todo|only|failing)$/], [property.value=/^(skip|todo|only|failing)$/])',
    message: 'A test that is skipped tests nothing, and one alone skips all others.',
  },
  {
    selector: 'CallExpression[callee.name=/^([xf]it|xtest|[xf]describe)$/]',
    message: 'A test that is skipped tests nothing, and one alone skips all others.',
  },
  {
    selector: 'CallExpression[callee.name=/^(it|test)$/] > :function[body.body.length=0]',
    message: 'A test without anything in it tests nothing.',
  },
];
const NO_EFFECTS = [
  { selector: ':function[async=true]', message: 'A decider does not wait: the shell does IO.' },
  { selector: 'AwaitExpression', message: 'A decider does not wait: the shell does IO.' },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'The time is given to a decider as a value.',
  },
  { selector: "CallExpression[callee.name='Date']", message: 'The time is given to a decider as a value.' },
  {
    selector: "MemberExpression[object.name='Date'][property.name='now']",
    message: 'The time is given to a decider as a value.',
  },
  { selector: "MemberExpression[object.name='Math'][property.name='random']", message: 'Two replays have to agree.' },
];

const EVERYWHERE = [NO_DOUBLE_CAST, NO_COMPUTED_IMPORT];

/** The boundaries alone need no type information: the spec that plants violations uses them by themselves. */
export const architectureRules = [
  {
    files: ['**/*.ts', '**/*.mjs'],
    plugins: { architecture },
    rules: {
      'architecture/boundaries': 'error',
      'architecture/stay-in-package': 'error',
      'architecture/file-name': 'error',
      'no-restricted-syntax': ['error', ...EVERYWHERE, ...NO_ENVIRONMENT],
    },
  },
  {
    files: SPECS,
    rules: { 'no-restricted-syntax': ['error', ...EVERYWHERE, ...NO_ENVIRONMENT, NO_POOL, ...NO_SKIPPED_TEST] },
  },
  { files: READS_ENVIRONMENT, rules: { 'no-restricted-syntax': ['error', ...EVERYWHERE] } },
  { files: RUNS_ANOTHER_RELEASE, rules: { 'no-restricted-syntax': ['error', NO_DOUBLE_CAST] } },
  { files: IMPORTS_BY_PLATFORM, rules: { 'no-restricted-syntax': ['error', NO_DOUBLE_CAST, ...NO_ENVIRONMENT] } },
  {
    files: DOMAIN,
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...EVERYWHERE, ...NO_ENVIRONMENT, ...NO_EFFECTS],
      'no-restricted-globals': [
        'error',
        'process',
        'setTimeout',
        'setInterval',
        'fetch',
        'crypto',
        'performance',
        'console',
        // Everything above is reached through these too.
        'globalThis',
        'global',
      ],
    },
  },
];

export default [
  {
    ignores: [
      '**/dist/',
      '**/node_modules/',
      'libs/contracts/src/generated/',
      'libs/api-client/src/generated/',
      '.data/',
      '.data-*/',
      '.nx/',
    ],
  },
  // A comment cannot switch a rule off: whoever needs an exception writes it here, where it is seen.
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  { languageOptions: { globals: Object.fromEntries(NODE_GLOBALS.map((name) => [name, 'readonly'])) } },
  { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser } },
  ...tseslint.configs.recommendedTypeChecked.map((config) => ({ ...config, files: SOURCES })),
  {
    files: SOURCES,
    languageOptions: { parserOptions: { project: ['./tsconfig.lint.json'], tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Ports promise; whoever implements one with a value at hand need not wait for anything.
      '@typescript-eslint/require-await': 'off',
      // Decorated parameters need the value: whether an import is only a type cannot be told from its use.
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/no-unsafe-function-type': 'off',
      // A branded bigint is a bigint.
      '@typescript-eslint/no-unsafe-unary-minus': 'off',
      // Interfaces are written with methods, and adapters are made as objects: nothing here depends on `this` when taken apart.
      '@typescript-eslint/unbound-method': 'off',
      // What was caught may be thrown on.
      '@typescript-eslint/only-throw-error': ['error', { allowThrowingUnknown: true, allowThrowingAny: false }],
      // The compiler does this one, and knows when a case cannot end.
      'no-fallthrough': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: SPECS,
    rules: {
      // Answers over HTTP have no type here; the expectation is what checks them.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  ...architectureRules,
];
