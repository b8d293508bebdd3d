export * from './database-roles.js';
export * from './provision-database.js';
export * from './token-command.js';
export * from './token-files.js';
export * from './token-issuer.js';
export * from './tokens.js';
export * from './write-privately.js';
