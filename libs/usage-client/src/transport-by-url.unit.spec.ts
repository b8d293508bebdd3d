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

  it.each(['kafka', 'KAFKA'])(
    'of %s:// is Kafka, which connects when it is used, with as many brokers as it names',
    async (scheme) => {
      const transport = await transportByUrl(`${scheme}://user:secret@a:1,b:1/?sasl=plain&namespace=spec`, undefined);
      await expect(transport.close()).resolves.toBeUndefined();
    },
  );

  it('of kafka:// that makes no sense says what is wrong, without its password', async () => {
    const refused = transportByUrl('kafka://user:secret@a:1?sasl=magic', undefined);
    await expect(refused).rejects.toThrow(/sasl[^]*should look like/);
    await expect(refused).rejects.toThrow(/^((?!secret)[^])*$/);
  });

  it.each(['rabbit://broker:5672', 'broker:9092', '', 'nothing at all'])(
    'of %j is none, and says what there is',
    async (url) => {
      await expect(transportByUrl(url, undefined)).rejects.toThrow(
        /http:\/\/, https:\/\/ .* kafka:\/\/ .* and postgres:\/\/ .* are supported/,
      );
    },
  );

  it('of a mistyped address does not tell its password', async () => {
    await expect(transportByUrl('postgras://broker:secret@host/db', undefined)).rejects.toThrow(/^((?!secret).)*$/);
  });
});
