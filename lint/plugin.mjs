import { basename } from 'node:path';
import { BOUNDARIES } from './boundaries.mjs';
import { packageOf, projectPath, targetOf } from './project-paths.mjs';

/** Every way the language has to name another module, with the names taken from it. Computed names are refused elsewhere. */
const onImports = (check) => ({
  ImportDeclaration: (node) => check(node, node.source.value, namesOf(node.specifiers), isTypeOnly(node)),
  ExportNamedDeclaration: (node) =>
    node.source && check(node, node.source.value, namesOf(node.specifiers), isTypeOnly(node)),
  ExportAllDeclaration: (node) => check(node, node.source.value, undefined, node.exportKind === 'type'),
  ImportExpression: (node) => node.source.type === 'Literal' && check(node, node.source.value, undefined, false),
  // import x = require('…')
  TSImportEqualsDeclaration: (node) =>
    node.moduleReference.type === 'TSExternalModuleReference' &&
    check(node, node.moduleReference.expression.value, undefined, node.importKind === 'type'),
  // import('…').Name, as a type
  TSImportType: (node) => check(node, node.source.value, node.qualifier && [firstName(node.qualifier)], true),
});

/** The names taken from the module, or undefined for all of them (`import * as`). */
const namesOf = (specifiers) =>
  specifiers.some(({ type }) => type === 'ImportNamespaceSpecifier') ? undefined : specifiers.map(nameTaken);

// A name may also be written as a string: import { 'name' as x }.
const nameTaken = ({ imported, local }) => (imported ?? local).name ?? (imported ?? local).value;

const firstName = (qualifier) => (qualifier.type === 'TSQualifiedName' ? firstName(qualifier.left) : qualifier.name);

const isTypeOnly = ({ importKind, exportKind, specifiers }) =>
  importKind === 'type' ||
  exportKind === 'type' ||
  (specifiers.length > 0 && specifiers.every((one) => one.importKind === 'type' || one.exportKind === 'type'));

const boundaries = {
  meta: { type: 'problem', schema: [], messages: { crossed: '{{name}}: {{because}}' } },
  create(context) {
    const file = projectPath(context.filename);
    const mine = BOUNDARIES.filter(({ from }) => from.test(file));
    return onImports((node, source, names, typeOnly) => {
      const target = targetOf(source, file);
      for (const { name, to, names: forbiddenNames, allows, because } of mine) {
        if (!to.test(target)) continue;
        if (forbiddenNames !== undefined && names?.some((one) => forbiddenNames.test(one)) === false) continue;
        if (allows?.({ file, target, typeOnly })) continue;
        context.report({ node, messageId: 'crossed', data: { name, because } });
      }
    });
  },
};

const stayInPackage = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { left: 'Import another package by its name: only its index is public.' },
  },
  create(context) {
    const file = projectPath(context.filename);
    return onImports((node, source) => {
      const target = targetOf(source, file);
      // The suite that every adapter of a port runs is public too, to specs: a boundary sees to that. And what an adapter knows
      // of its URLs is, apart from the client that it brings.
      const isDeep = /^@credit-ledger\/[^/]+\/(?!(contract|url)$)/.test(source);
      if (isBeforeInstall(target, file)) return;
      if (isDeep || (source.startsWith('.') && isElsewhere(target, file))) {
        context.report({ node, messageId: 'left' });
      }
    });
  },
};

// Commands begin before anything is installed, when packages cannot be found by their names.
const isBeforeInstall = (target, file) =>
  /\/bin\/[^/]+\.mjs$/.test(file) && /^deploy\/standalone\/bin\/prepare(\.mjs)?$/.test(target);

// Configuration at the root of the project belongs to no package.
const isElsewhere = (target, file) =>
  packageOf(file) !== undefined && packageOf(target) !== undefined && packageOf(target) !== packageOf(file);

const fileName = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: {
      drawer: 'A file is named after its one concept; "{{name}}" is a drawer for everything.',
      index: 'An index.ts is a package’s public face and lives in its src/ alone.',
      style: 'File names are kebab-case with the role as suffix: add-credits.handler.ts.',
    },
  },
  create(context) {
    const file = projectPath(context.filename);
    const name = basename(file);
    const report = (messageId) => ({ Program: (node) => context.report({ node, messageId, data: { name } }) });
    if (/^(utils?|helpers?|common|misc|shared)(\.|$)/.test(name) || /\/(utils?|helpers?|common|misc)\//.test(file)) {
      return report('drawer');
    }
    if (name === 'index.ts' && file !== `${packageOf(file)}/src/index.ts`) return report('index');
    return /^[a-z0-9]+([.-][a-z0-9]+)*\.(ts|mjs)$/.test(name) ? {} : report('style');
  },
};

export default { rules: { boundaries, 'stay-in-package': stayInPackage, 'file-name': fileName } };
