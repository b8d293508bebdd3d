import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import dockerignore from '@balena/dockerignore';

/**
 * `npm run check:image`: what the Dockerfile's first stage does, without Docker, in a folder that holds what Docker would be sent, on this
 * machine's Node; and then what its result is for: every service has to load and describe itself. Ends non-zero with the first step that fails.
 */
const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const SERVICES = ['billing', 'ledger', 'processing-metering', 'invoicing'];
// Of engines as in compose, none of which is asked for a description.
const SETTINGS = [
  'PORT=1',
  'DATABASE_URL=postgres://nobody@127.0.0.1:1/none',
  'MESSAGING_URL=kafka://127.0.0.1:1',
  'EVENT_STORE_URL=kurrentdb://127.0.0.1:1?tls=false',
  'JWT_PUBLIC_KEYS=/none',
  'SANDBOX_SECRET=none that anything is signed with',
];

const folder = mkdtempSync(join(tmpdir(), 'credit-ledger-image-'));
try {
  sendTo(folder);
  for (const step of stepsOf(readFileSync(join(ROOT, 'deploy/docker/Dockerfile'), 'utf8'))) {
    console.log(`RUN ${step}`);
    run('sh', ['-ec', step], 'inherit');
  }
  for (const service of SERVICES) {
    const { info } = JSON.parse(
      run('env', [...SETTINGS, 'node', `services/${service}/dist/main.js`, '--openapi'], 'pipe'),
    );
    console.log(`${service} loads: ${info.title}`);
  }
  const clients = ['@credit-ledger/messaging-kafka', '@credit-ledger/event-store-kurrentdb'];
  run('node', ['--input-type=module', '-e', clients.map((client) => `import '${client}';`).join('\n')], 'inherit');
  console.log('the clients of both engines load');
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function sendTo(target) {
  const filter = dockerignore.default().add(readFileSync(join(ROOT, '.dockerignore'), 'utf8'));
  const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' }).split('\0');
  const sent = tracked.filter((path) => path !== '' && !filter.ignores(path));
  for (const path of sent) cpSync(join(ROOT, path), join(target, path));
  console.log(`${sent.length} files are sent`);
}

/** The commands of the stage that builds; where they keep a cache is Docker's business. */
function stepsOf(dockerfile) {
  const [, stage = ''] = dockerfile.replace(/\\\n\s*/g, '').split(/^FROM .*$/m);
  const steps = [...stage.matchAll(/^RUN (?:--mount=\S+ )?(.*)$/gm)].map(([, step]) => step);
  if (steps.length < 2) throw new Error('the Dockerfile has no stage that builds');
  return steps;
}

function run(command, args, stdout) {
  return execFileSync(command, args, {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', stdout, 'inherit'],
    maxBuffer: 64 * 1024 * 1024,
  });
}
