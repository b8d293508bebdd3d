export * from './connect-kafka.js';
export { assertKafkaUrl } from './url/assert-kafka-url.js';
export { KafkaUrlError, parseKafkaUrl } from './url/kafka-url.js';
