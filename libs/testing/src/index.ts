export * from './database-proxy.js';
export * from './eventually.js';
export * from './free-port.js';
export * from './frozen-clock.js';
export * from './id-sequence.js';
export * from './pool-on.js';
export * from './recorded-metrics.js';
export * from './test-database.js';
