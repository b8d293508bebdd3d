import { describe, expect, it } from '@jest/globals';
import { loadStandaloneConfig } from './standalone.config.js';

describe('the settings of an instance', () => {
  it('pass on to services what people set for them, and nothing else', () => {
    const passedOn = {
      LOG_LEVEL: 'warn',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318',
      OTEL_TRACES_SAMPLER_ARG: '0.1',
      PGPASSWORD: 'of a store',
    };
    const others = { PORT_BASE: '5000', SOURCE_EPOCH: '2', OTEL_EXPORTER_OTLP_HEADERS: 'key=secret', HOME: '/root' };
    expect(loadStandaloneConfig({ ...passedOn, ...others })).toMatchObject({ portBase: 5_000, passedOn });
    expect(Object.keys(loadStandaloneConfig(others).passedOn)).toEqual([]);
  });

  it('name what is wrong with them', () => {
    expect(() => loadStandaloneConfig({ PORT_BASE: '80' })).toThrow(/^PORT_BASE must be a whole number from 1024/);
  });
});
