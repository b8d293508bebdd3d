export * from './create-topics.js';
export * from './docker-command.js';
export * from './docker.config.js';
export * from './prepare-database.js';
