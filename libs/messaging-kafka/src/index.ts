export * from './connect-kafka.js';
export { parseKafkaUrl } from './url/kafka-url.js';
