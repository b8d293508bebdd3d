export * from './connect-embedded-log.js';
export * from './schema/install-embedded-log.js';
export * from './schema/segments.js';
