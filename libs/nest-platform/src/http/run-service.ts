import { ConfigError } from '../config/config-error.js';
import { createLogger } from '../logging/create-logger.js';
import { describeService } from '../openapi/describe-service.js';
import { shutDownOnSignals } from '../shutdown/graceful-shutdown.js';
import { bootstrapService } from './bootstrap-service.js';
import type { ServiceDefinition } from './service-definition.js';

/**
 * The whole of a service's `main.ts`: `await runService(() => ({ name: 'ledger', config: loadLedgerConfig(), … }))`.
 * `--validate` checks the configuration and ends, without connecting to anything; `--openapi` prints the service's OpenAPI
 * document likewise.
 */
export async function runService(
  define: () => ServiceDefinition,
  argv: readonly string[] = process.argv,
): Promise<void> {
  const definition = definedOrExit(define);
  if (argv.includes('--validate')) {
    process.stdout.write(`${definition.name}: the configuration is valid\n`);
    return;
  }
  if (argv.includes('--openapi')) {
    process.stdout.write(`${JSON.stringify(await describeService(definition), null, 2)}\n`);
    return;
  }
  try {
    const service = await bootstrapService(definition);
    shutDownOnSignals({
      stop: () => service.stop(),
      timeoutMs: definition.config.SHUTDOWN_TIMEOUT_MS,
      logger: service.logger,
      exit: (code) => process.exit(code),
    });
  } catch (error) {
    createLogger(definition.name, definition.config.LOG_LEVEL).fatal({ err: error }, 'could not start');
    process.exit(1);
  }
}

function definedOrExit(define: () => ServiceDefinition): ServiceDefinition {
  try {
    return define();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
