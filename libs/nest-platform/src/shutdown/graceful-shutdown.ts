import type { Logger } from 'pino';

export type Shutdown = {
  /** Stops taking work, finishes what is in hand, closes connections. */
  readonly stop: () => Promise<void>;
  readonly timeoutMs: number;
  readonly logger: Logger;
  readonly exit: (code: number) => void;
};

/**
 * Ends the process on SIGTERM and SIGINT: gracefully, within a deadline, or at once on the second signal. Anything that
 * nobody caught ends it as well: a process in an unknown state must not go on handling credits.
 */
export function shutDownOnSignals({ stop, timeoutMs, logger, exit }: Shutdown): void {
  let stopping = false;
  const onSignal = (signal: NodeJS.Signals) => {
    if (stopping) {
      logger.warn({ signal }, 'second signal, not waiting any longer');
      exit(1);
      return;
    }
    stopping = true;
    logger.info({ signal }, 'stopping');
    const deadline = setTimeout(() => {
      logger.error({ timeoutMs }, 'did not stop in time');
      exit(1);
    }, timeoutMs);
    stop().then(
      () => {
        clearTimeout(deadline);
        logger.info('stopped');
        exit(0);
      },
      (error: unknown) => {
        logger.error({ err: error }, 'could not stop cleanly');
        exit(1);
      },
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  const onUncaught = (error: unknown) => {
    logger.fatal({ err: error }, 'nobody caught this error');
    exit(1);
  };
  process.on('uncaughtException', onUncaught);
  process.on('unhandledRejection', onUncaught);
}
