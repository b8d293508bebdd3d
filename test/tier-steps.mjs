import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

export const PROJECT_DIR = fileURLToPath(new URL('..', import.meta.url));
/** What node is given to run specs, before the options of jest. */
export const JEST = ['--experimental-vm-modules', createRequire(import.meta.url).resolve('jest/bin/jest')];

const INTERRUPTED = 130;

/**
 * The steps of a tier that runs on an engine of its own, one process after the other. One that fails does not keep the next:
 * whoever has such an engine wants to know everything. After Ctrl-C nothing is begun.
 */
export class TierSteps {
  /** @param where the line of each step says it: `on Kafka`. */
  constructor(where) {
    this.where = where;
    this.failed = false;
    this.interrupted = false;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => {
        this.interrupted = true;
        this.running?.kill('SIGTERM');
      });
    }
  }

  /** 0 when every step has passed. */
  get exitCode() {
    if (this.interrupted) return INTERRUPTED;
    return this.failed ? 1 : 0;
  }

  /** Runs node with the arguments, in this project's directory. */
  async run(name, { args, env }) {
    if (this.interrupted) return;
    console.error(`\n== ${this.where}: ${name}`);
    const begunAt = performance.now();
    this.running = spawn(process.execPath, args, { cwd: PROJECT_DIR, env, stdio: 'inherit' });
    const code = await new Promise((resolve, reject) => {
      this.running.once('error', reject);
      this.running.once('close', resolve);
    });
    const seconds = Math.round((performance.now() - begunAt) / 1_000);
    console.error(
      `== ${this.where}: ${name}: ${code === 0 ? 'passed' : `FAILED (exit code ${code})`} after ${seconds} s`,
    );
    if (code !== 0) this.failed = true;
  }
}
