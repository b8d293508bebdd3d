// What can be said of a URL before anything is connected, without loading the client: a service that uses another engine starts sooner.
export { ConnectionUrlError } from './connection-url.error.js';
export { assertConnectionUrl } from './connection-url.js';
