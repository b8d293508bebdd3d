// Plain JavaScript without any dependency: it runs before there are any.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROJECT_DIR = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const WORKSPACES = ['libs', 'services', 'deploy'];
const NODE_MIN = [20, 19];

/** Makes sure that what runs next is installed and built. Says what it does on standard error, and ends the process when it fails. */
export function prepare() {
  checkNodeVersion();
  installWhenNeeded();
  buildWhenNeeded();
}

function checkNodeVersion() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > NODE_MIN[0] || (major === NODE_MIN[0] && minor >= NODE_MIN[1])) return;
  fail(`Node ${process.versions.node} is too old: this needs Node ${NODE_MIN.join('.')} or newer.`);
}

function installWhenNeeded() {
  const hash = createHash('sha256');
  for (const path of installedFrom()) hash.update(readFileSync(path));
  const wanted = hash.digest('hex');
  const stamp = join(PROJECT_DIR, 'node_modules', '.installed-lock');
  if (readOr(stamp, '') === wanted || installedByHand()) return;
  say('Installing dependencies (npm ci) …');
  const npm = process.env['npm_execpath'];
  const [file, args] = npm === undefined ? ['npm', ['ci']] : [process.execPath, [npm, 'ci']];
  if (run(file, args) !== 0) fail('npm ci failed.');
  writeFileSync(stamp, wanted);
}

// npm writes this file at the end of every install: whoever ran npm by hand has nothing to wait for.
function installedByHand() {
  const installed = modifiedMs(join(PROJECT_DIR, 'node_modules', '.package-lock.json'));
  return installed > 0 && installedFrom().every((path) => installed >= modifiedMs(path));
}

// Patches are applied to packages as these are installed.
function installedFrom() {
  const patches = join(PROJECT_DIR, 'patches');
  return [join(PROJECT_DIR, 'package-lock.json'), ...readdirSync(patches).map((name) => join(patches, name))];
}

// tsc -b takes seconds to find out that there is nothing to do; comparing what it would look at takes milliseconds.
function buildWhenNeeded() {
  const stamp = join(PROJECT_DIR, 'node_modules', '.built-sources');
  const sources = sourcesFingerprint();
  if (readOr(stamp, '') === sources && everyWorkspaceHasOutput()) return;
  say('Building (tsc -b) …');
  if (run(process.execPath, [join(PROJECT_DIR, 'node_modules', 'typescript', 'bin', 'tsc'), '-b']) !== 0)
    fail('The build failed.');
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, sources);
}

function sourcesFingerprint() {
  const hash = createHash('sha256');
  const add = (path) => {
    const { mtimeMs, size } = statSync(path);
    hash.update(`${path}:${mtimeMs}:${size}\n`);
  };
  for (const dir of workspaceDirs()) {
    add(join(dir, 'tsconfig.json'));
    for (const entry of readdirSync(join(dir, 'src'), { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) add(join(entry.parentPath ?? entry.path, entry.name));
    }
  }
  for (const file of ['tsconfig.base.json', 'tsconfig.json', 'package-lock.json']) add(join(PROJECT_DIR, file));
  return hash.digest('hex');
}

const everyWorkspaceHasOutput = () => workspaceDirs().every((dir) => existsSync(join(dir, 'dist', 'index.js')));

function workspaceDirs() {
  const parents = WORKSPACES.flatMap((parent) =>
    readdirSync(join(PROJECT_DIR, parent)).map((name) => join(PROJECT_DIR, parent, name)),
  );
  return [...parents, join(PROJECT_DIR, 'bench')].filter((dir) => existsSync(join(dir, 'tsconfig.json')));
}

// What a command prints on standard output is its own: ours goes to standard error.
const run = (file, args) =>
  spawnSync(file, args, { cwd: PROJECT_DIR, stdio: ['inherit', process.stderr, 'inherit'] }).status;
const say = (line) => void process.stderr.write(`${line}\n`);
const readOr = (file, fallback) => (existsSync(file) ? readFileSync(file, 'utf8') : fallback);
const modifiedMs = (file) => (existsSync(file) ? statSync(file).mtimeMs : 0);

function fail(line) {
  say(line);
  process.exit(1);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) prepare();
