import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { tokenCommand, type TokenRole } from '@credit-ledger/provisioning';
import { findRunningInstance, type RunningInstance } from './running-instance.js';
import { isServiceName, SERVICES, type ServiceName } from './service-catalog.js';
import { loadStandaloneConfig, PROJECT_DIR } from './standalone.config.js';

const printError = (line: string): void => void process.stderr.write(`${line}\n`);

class NoInstanceError extends Error {}

/** Commands that one service alone has: its name may be left out. */
const OF_ONE_SERVICE: Readonly<Record<string, ServiceName>> = {
  projections: 'ledger',
  rebuild: 'ledger',
  verify: 'ledger',
};

/**
 * `npm run ops -- <service> …` runs a service's own commands with the environment of the running instance, and `… token …` prints
 * a token of it. The exit code is the command's, or 1 when it cannot be run.
 */
export async function opsCommand(args: readonly string[]): Promise<number> {
  const [name = '--help', ...rest] = withService(args);
  if (name === '--help' || name === '-h') {
    process.stdout.write(`${help()}\n`);
    return 0;
  }
  try {
    if (name !== 'token') return await serviceCommand(name, rest);
    const issue = async (role: TokenRole, organisation: string) => (await findInstance()).token(role, organisation);
    await tokenCommand(issue).parseAsync(rest, { from: 'user' });
    return 0;
  } catch (error) {
    if (!(error instanceof NoInstanceError)) throw error;
    printError(error.message);
    return 1;
  }
}

async function serviceCommand(service: string, args: readonly string[]): Promise<number> {
  if (!isServiceName(service) || !existsSync(commandsOf(service))) {
    printError(`"${service}" has no commands.\n\n${help()}`);
    return 1;
  }
  const instance = await findInstance();
  return run(commandsOf(service), args, { ...loadStandaloneConfig().passedOn, ...instance.environmentOf(service) });
}

async function findInstance(): Promise<RunningInstance> {
  const { dataDir } = loadStandaloneConfig();
  const instance = await findRunningInstance(dataDir);
  if (instance !== undefined) return instance;
  throw new NoInstanceError(
    `No instance runs on ${dataDir}. Start one with npm start, or name its directory with DATA_DIR.`,
  );
}

function withService(args: readonly string[]): readonly string[] {
  const [command = ''] = args;
  const service = Object.hasOwn(OF_ONE_SERVICE, command) ? OF_ONE_SERVICE[command] : undefined;
  return service === undefined ? args : [service, ...args];
}

const commandsOf = (service: ServiceName): string => join(PROJECT_DIR, 'services', service, 'dist', 'ops.js');

function help(): string {
  const available = SERVICES.filter((service) => existsSync(commandsOf(service)));
  return [
    'Usage: npm run ops -- <service> <command> …',
    '       npm run ops -- token <admin|operator|staff|service> [--organisation <id>]',
    '',
    `Services with commands: ${available.join(', ') || 'none'}`,
    'The commands of one: npm run ops -- <service> --help',
    `Without the service: ${Object.keys(OF_ONE_SERVICE).join(', ')}, which only one has.`,
    'They work on the instance that npm start runs (DATA_DIR tells them apart).',
  ].join('\n');
}

function run(script: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--enable-source-maps', script, ...args], { env, stdio: 'inherit' });
    child.once('error', reject);
    // Ctrl-C reaches the command by itself; we wait for what it makes of it.
    process.on('SIGINT', () => undefined);
    process.on('SIGTERM', () => void child.kill('SIGTERM'));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
