export * from './database-roles.js';
export * from './provision-database.js';
export * from './token-issuer.js';
