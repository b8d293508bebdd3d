import { parseArgs } from 'node:util';
import type { ChangedEngines } from './engine-record.js';
import { isServiceName, SERVICES, type ServiceName } from './service-catalog.js';
import { registerDemoOrganisation } from './demo-organisation.js';
import { InstanceError } from './instance-error.js';
import { describeExit } from './service-process.js';
import { isStartedByNpm, loadStandaloneConfig } from './standalone.config.js';
import { startInstance, type Instance } from './start-instance.js';
import { stopRequests } from './stop-requests.js';
import { welcome } from './welcome.js';

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const printError = (line: string): void => void process.stderr.write(`${line}\n`);

/**
 * `npm start`: an instance in the foreground until Ctrl-C, SIGTERM or the death of one of its processes. Returns the exit
 * code: 0 after a stop that was asked for, 1 otherwise.
 */
export async function startCommand(args: readonly string[], startedAtMs = performance.now()): Promise<number> {
  const starting = new AbortController();
  const asked = stopRequest();
  void asked.then(() => starting.abort());
  let instance: Instance;
  try {
    const { services, changed } = optionsOf(args);
    const { portBase, dataDir, engines, passedOn } = loadStandaloneConfig();
    instance = await startInstance({
      portBase,
      dataDir,
      services,
      engines,
      changed,
      env: { all: passedOn },
      signal: starting.signal,
      log: (line) => print(`  ${line} …`),
    });
  } catch (error) {
    if (starting.signal.aborted) {
      print('\nStopped before it was ready.');
      return 0;
    }
    if (!(error instanceof InstanceError)) throw error;
    printError(`\nCannot start: ${error.message}`);
    return 1;
  }
  const unregistered = await registerDemoOrganisation(instance);
  if (unregistered !== undefined) printError(unregistered);
  print(await welcome(instance, (performance.now() - startedAtMs) / 1_000));
  const death = await Promise.race([instance.died, asked]);
  if (death !== 'asked')
    printError(`\n${death.name} ended by itself: ${describeExit(death)}. Its log is in ${instance.dataDir}/logs.`);
  print(`\nStopping services, then PostgreSQL (again Ctrl-C to force) …`);
  await instance.stop();
  print('Stopped. Data are kept.');
  return death === 'asked' ? 0 : 1;
}

type StartOptions = { readonly services: readonly ServiceName[]; readonly changed: ChangedEngines };

/**
 * `--only ledger,billing` starts some of the services, for whoever runs another one in a debugger; `--log-changed` and
 * `--store-changed` say that messages, or events, have been moved to the engine named now.
 */
function optionsOf(args: readonly string[]): StartOptions {
  const options = {
    only: { type: 'string' },
    'log-changed': { type: 'boolean' },
    'store-changed': { type: 'boolean' },
  } as const;
  try {
    const { values } = parseArgs({ args: [...args], options });
    const services = values.only?.split(',') ?? SERVICES;
    const changed = { log: values['log-changed'] === true, store: values['store-changed'] === true };
    if (services.every(isServiceName)) return { services, changed };
  } catch {
    // An option that nobody knows.
  }
  throw new InstanceError(`usage: npm start [-- --only ${SERVICES.join(',')}] [--log-changed] [--store-changed]`);
}

/** Fulfilled by the first request to stop. A later one ends at once; our children notice and stop by themselves. */
function stopRequest(): Promise<'asked'> {
  return new Promise((resolve) => {
    const signalled = stopRequests({ ask: () => resolve('asked'), force: () => process.exit(130) });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, signalled);
    if (isStartedByNpm()) whenParentIsGone(() => resolve('asked'));
  });
}

const PARENT_WATCH_MS = 1_000;

// Killed with SIGKILL, npm cannot pass anything on; the system then gives us another parent.
function whenParentIsGone(stop: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stop();
  }, PARENT_WATCH_MS);
  timer.unref();
}
