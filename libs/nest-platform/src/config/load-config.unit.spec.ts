import { describe, expect, it } from '@jest/globals';
import { baseConfigSchema } from './base-config.js';
import { loadConfig } from './load-config.config.js';

const VALID = {
  PORT: '4001',
  DATABASE_URL: 'postgres://billing:secret@127.0.0.1:4005/credits',
  MESSAGING_URL: 'postgres://broker:secret@127.0.0.1:4005/credits',
  JWT_PUBLIC_KEYS: '/keys/public.json',
};

describe('loading the configuration', () => {
  it('turns text into values and fills in defaults', () => {
    expect(loadConfig(baseConfigSchema, VALID)).toMatchObject({ PORT: 4001, HOST: '127.0.0.1', SOURCE_EPOCH: 1 });
  });

  it('names every bad variable at once', () => {
    const { MESSAGING_URL: _, ...rest } = VALID;
    expect(() => loadConfig(baseConfigSchema, { ...rest, PORT: '70000', SOURCE_EPOCH: 'one' })).toThrow(
      /PORT[\s\S]*MESSAGING_URL[\s\S]*SOURCE_EPOCH/,
    );
  });

  it('takes an empty variable for an absent one', () => {
    expect(loadConfig(baseConfigSchema, { ...VALID, HOST: '' }).HOST).toBe('127.0.0.1');
  });

  it('never repeats a value, which may be a secret', () => {
    const load = () => loadConfig(baseConfigSchema, { ...VALID, DATABASE_URL: 'mysql://root:hunter2@db/x' });
    expect(load).toThrow('DATABASE_URL');
    expect(load).not.toThrow('hunter2');
  });
});
