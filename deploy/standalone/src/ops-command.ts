import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findRunningInstance } from './running-instance.js';
import { isServiceName, SERVICES, type ServiceName } from './service-catalog.js';
import { loadStandaloneConfig, PROJECT_DIR } from './standalone.config.js';

const printError = (line: string): void => void process.stderr.write(`${line}\n`);

/**
 * `npm run ops -- <service> …` runs a service's own commands with the environment of the running instance. The exit code
 * is the command's, or 1 when it cannot be run.
 */
export async function opsCommand(args: readonly string[]): Promise<number> {
  const [service = '--help', ...rest] = args;
  if (service === '--help' || service === '-h') {
    process.stdout.write(`${help()}\n`);
    return 0;
  }
  if (!isServiceName(service) || !existsSync(commandsOf(service))) {
    printError(`"${service}" has no commands.\n\n${help()}`);
    return 1;
  }
  const { dataDir, passedOn } = loadStandaloneConfig();
  const instance = await findRunningInstance(dataDir);
  if (instance === undefined) {
    printError(`No instance runs on ${dataDir}. Start one with npm start, or name its directory with DATA_DIR.`);
    return 1;
  }
  return run(commandsOf(service), rest, { ...passedOn, ...instance.environmentOf(service) });
}

const commandsOf = (service: ServiceName): string => join(PROJECT_DIR, 'services', service, 'dist', 'ops.js');

function help(): string {
  const available = SERVICES.filter((service) => existsSync(commandsOf(service)));
  return [
    'Usage: npm run ops -- <service> <command> …',
    '',
    `Services with commands: ${available.join(', ') || 'none'}`,
    'The commands of one: npm run ops -- <service> --help',
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
