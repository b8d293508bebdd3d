export * from './start-kafka.js';
export { CannotRunKafkaError, JARS_UNREACHABLE_EXIT_CODE, JarsUnreachableError } from './ways-out.js';
