export { freePortBase } from '@credit-ledger/postgres-server';
export { findFreePortBase } from './free-port-base.js';
export * from './instance-error.js';
export * from './service-catalog.js';
export type { ProcessExit, ServiceProcess } from './service-process.js';
export * from './start-instance.js';
export { loadStandaloneConfig, PROJECT_DIR, type StandaloneConfig } from './standalone.config.js';
export * from './tokens.js';
export * from './running-instance.js';
