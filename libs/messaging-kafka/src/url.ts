// What can be said of a URL before anything is connected, without loading the client: a service that uses another engine starts sooner.
export { assertKafkaUrl } from './url/assert-kafka-url.js';
export { KafkaUrlError } from './url/kafka-url.js';
