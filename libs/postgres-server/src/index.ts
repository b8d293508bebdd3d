export * from './free-port.js';
export { guard, type GuardOptions } from './guardian.js';
export * from './initialise-cluster.js';
export * from './postgres-server.js';
