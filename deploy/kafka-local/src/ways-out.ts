import { InstanceError } from '@credit-ledger/standalone';

/** What somebody can do on a machine that cannot start a broker by itself. */
const WAYS_OUT =
  'Without it, either run everything with Docker (docker compose up, see deploy/docker/README.md), or name a broker that ' +
  'runs already: MESSAGING_URL=kafka://host:port.';

/** Something that is needed to run Kafka is missing here. */
export class CannotRunKafkaError extends InstanceError {
  constructor(problem: string, options?: ErrorOptions) {
    super(`${problem}\n${WAYS_OUT}`, options);
    this.name = 'CannotRunKafkaError';
  }
}

/** Kafka's jars are not here and cannot be fetched from here: nothing that this project could mend. */
export class JarsUnreachableError extends CannotRunKafkaError {
  constructor(problem: string) {
    super(problem);
    this.name = 'JarsUnreachableError';
  }
}

/** Of `kafka:start`, by which a script tells an unreachable Maven Central from a failure: EX_UNAVAILABLE of sysexits.h. */
export const JARS_UNREACHABLE_EXIT_CODE = 69;

export const exitCodeOf = (error: InstanceError): number =>
  error instanceof JarsUnreachableError ? JARS_UNREACHABLE_EXIT_CODE : 1;
