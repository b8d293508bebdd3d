import { describe, expect, it } from '@jest/globals';
import { loadBillingConfig } from './billing.config.js';

const ENVIRONMENT = {
  PORT: '4001',
  DATABASE_URL: 'postgres://billing@127.0.0.1/credits',
  MESSAGING_URL: 'postgres://broker@127.0.0.1/credits',
  JWT_PUBLIC_KEYS: '/keys.json',
  SANDBOX_SECRET: 'a secret of at least thirty-two characters',
};

describe('the configuration of billing', () => {
  it('needs no more than where things are and a secret', () => {
    const config = loadBillingConfig(ENVIRONMENT);
    expect(config).toMatchObject({
      PUBLIC_URL: 'http://127.0.0.1:4001',
      FREE_CREDITS: 200,
      PAYMENT_GATEWAY: 'sandbox',
    });
    expect(config.REGIONS.others).toEqual({ currency: 'USD', timeZone: 'UTC' });
  });

  it('takes the address it is known by, without a slash at its end', () => {
    expect(loadBillingConfig({ ...ENVIRONMENT, PUBLIC_URL: 'https://pay.example/' }).PUBLIC_URL).toBe(
      'https://pay.example',
    );
  });

  it.each([
    ['SANDBOX_SECRET', 'short'],
    ['SANDBOX_SECRET', ''],
    ['SANDBOX_SECRET', 'replace-me-with-32-characters-or-more'],
    ['REGIONS', 'IN=INR@Asia/Atlantis'],
    ['PAYMENT_GATEWAY', 'razorpay'],
    ['FREE_CREDITS', '-1'],
    ['PUBLIC_URL', 'ftp://pay.example'],
  ])('names %s when it is %p', (variable, value) => {
    expect(() => loadBillingConfig({ ...ENVIRONMENT, [variable]: value })).toThrow(`${variable}: `);
  });
});
