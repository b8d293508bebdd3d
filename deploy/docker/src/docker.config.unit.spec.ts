import { describe, expect, it } from '@jest/globals';
import { loadDatabaseConfig } from './docker.config.js';

const PASSWORD = 'a1b2c3d4e5f60718293a4b5c6d7e8f90';
const environment = {
  DATABASE_ADMIN_URL: `postgres://postgres:${PASSWORD}@postgres:5432/postgres`,
  DATABASE_NAME: 'credits',
  POSTGRES_PASSWORD: PASSWORD,
  BILLING_DB_PASSWORD: PASSWORD,
  LEDGER_DB_PASSWORD: PASSWORD,
  EVENT_STORE_DB_PASSWORD: PASSWORD,
  METERING_DB_PASSWORD: PASSWORD,
  INVOICING_DB_PASSWORD: PASSWORD,
  BROKER_DB_PASSWORD: PASSWORD,
};

describe('a password of the database', () => {
  it('may be what make-env.mjs makes', () => {
    expect(loadDatabaseConfig(environment).BILLING_DB_PASSWORD).toBe(PASSWORD);
  });

  it.each([
    ['the placeholder of .env.example', 'replace-me-billing', 'is the placeholder'],
    ['a short one', 'a1b2c3', 'must be 16 to 128'],
    ['one that means something else inside a URL', 'abcdefgh@ijklmnop/q', 'must be 16 to 128'],
    ['none', '', 'is missing'],
  ])('may not be %s', (_, value, problem) => {
    expect(() => loadDatabaseConfig({ ...environment, BILLING_DB_PASSWORD: value })).toThrow(
      new RegExp(`BILLING_DB_PASSWORD: ${problem}`),
    );
  });

  it('may not be a placeholder for the superuser either, and is never repeated', () => {
    const load = () => loadDatabaseConfig({ ...environment, POSTGRES_PASSWORD: 'replace-me-superuser' });
    expect(load).toThrow('POSTGRES_PASSWORD');
    expect(load).not.toThrow('superuser');
  });
});
