export * from './free-port.js';
export * from './initialise-cluster.js';
export * from './postgres-server.js';
