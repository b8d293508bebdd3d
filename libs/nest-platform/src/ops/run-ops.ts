import type { Command } from 'commander';
import { ConfigError } from '../config/config-error.js';

/** The whole of a service's `ops.ts`: runs the command line; an error is one line that names it, and exit code 1. */
export async function runOps(define: () => Command): Promise<void> {
  try {
    await define().parseAsync();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${error instanceof ConfigError ? '' : 'error: '}${message}\n`);
    process.exitCode = 1;
  }
}
