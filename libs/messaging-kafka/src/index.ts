export * from './connect-kafka.js';
export { KafkaUrlError, parseKafkaUrl } from './url/kafka-url.js';
