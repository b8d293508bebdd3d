import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { engineUrl, schemeOf } from './engine-url.js';
import { loadConfig } from './load-config.config.js';

const schema = z.object({ MESSAGING_URL: engineUrl });

describe('the URL of an engine', () => {
  it.each([
    ['postgres://broker:secret@127.0.0.1:4005/credits', 'postgres'],
    ['kafka://one:9092,two:9092,three:9092/?tls=true', 'kafka'],
    ['kurrentdb+discover://admin:changeit@one:2113,two:2113?tls=false', 'kurrentdb+discover'],
    ['ESDB://localhost:2113', 'esdb'],
    ['postgres:///credits?host=/run/postgresql', 'postgres'],
  ])('may name several hosts: %s', (url, scheme) => {
    expect(loadConfig(schema, { MESSAGING_URL: url })).toEqual({ MESSAGING_URL: url });
    expect(schemeOf(url)).toBe(scheme);
  });

  it.each(['hunter2@broker:9092', 'kafka:hunter2', 'kafka://', 'kafka://hunter2 @host', '://hunter2'])(
    'stops the start when it is none, without repeating it: %s',
    (url) => {
      const load = () => loadConfig(schema, { MESSAGING_URL: url });
      expect(load).toThrow('MESSAGING_URL');
      expect(load).not.toThrow('hunter2');
      expect(schemeOf(url)).toBe('');
    },
  );
});
