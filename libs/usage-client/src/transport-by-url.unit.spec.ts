import { describe, expect, it } from '@jest/globals';
import { HttpTransport } from './http/http-transport.js';
import { transportByUrl } from './transport-by-url.js';

describe('the transport of an address', () => {
  it.each(['http://127.0.0.1:4003', 'https://metering.example/base'])('of %s is HTTP', async (url) => {
    expect(await transportByUrl(url, 'token')).toBeInstanceOf(HttpTransport);
  });

  it('of postgres:// is the embedded log, which connects when it is used', async () => {
    const transport = await transportByUrl('postgres://broker:secret@127.0.0.1:1/none', undefined);
    await expect(transport.close()).resolves.toBeUndefined();
  });

  it.each(['kafka://broker:9092', 'broker:9092', '', 'nothing at all'])(
    'of %j is none, and says what there is',
    async (url) => {
      await expect(transportByUrl(url, undefined)).rejects.toThrow(
        /http:\/\/, https:\/\/ .* and postgres:\/\/ .* are supported/,
      );
    },
  );

  it('of a mistyped address does not tell its password', async () => {
    await expect(transportByUrl('postgras://broker:secret@host/db', undefined)).rejects.toThrow(/^((?!secret).)*$/);
  });
});
