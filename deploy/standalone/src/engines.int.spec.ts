import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { assertEnginesAnswer, inFreshNamespace, namesOf } from './engines.js';

const nameOfLog = (messagingUrl: string) => namesOf({ messagingUrl }).messages;

describe('which engines an instance uses', () => {
  it('are the embedded ones unless it is told otherwise', () => {
    expect(namesOf({})).toEqual({ messages: 'embedded', events: 'embedded' });
  });

  it.each([
    ['kafka://127.0.0.1:9092', 'kafka://127.0.0.1:9092'],
    ['KAFKA://Broker/', 'kafka://broker'],
    ['kafka://b:9092,a:9092/?tls=true&namespace=staging', 'kafka://a:9092,b:9092?namespace=staging'],
    ['postgresql://user@db:5433/log', 'postgres://db:5433/log'],
  ])('are told by where they are and by the namespace alone: %s', (url, name) => {
    expect(nameOfLog(url)).toBe(name);
  });

  it('never tell a password', () => {
    expect(nameOfLog('kafka://user:p%40ss,word@broker:9092?sasl=plain')).toBe('kafka://broker:9092');
    expect(() => nameOfLog('rabbit://user:secret@broker')).toThrow(/^((?!secret).)*$/);
  });

  it.each([
    'kafka://admin:secret?1@broker:9092/?sasl=plain',
    'kafka://admin:secret/x@broker:9092',
    'kafka://admin:4711?secret@broker:9092',
    'kafka://admin:secret@broker:65536',
    'postgres://admin:secret@broker:99999/credits',
  ])(
    'are not read from a password that is not percent-encoded, or a port beyond all ports, and no password is shown: %s',
    (url) => {
      expect(() => nameOfLog(url)).toThrow(/^((?!secret).)*percent-encoded((?!secret).)*$/);
    },
  );

  it('know KurrentDB by both its names', () => {
    expect(namesOf({ eventStoreUrl: 'esdb+discover://admin:changeit@db:2113?tls=false' }).events).toBe(
      'kurrentdb://db:2113',
    );
  });

  it.each(['rabbit://broker', 'broker:9092', 'kafka:', 'kafka://', 'toString://x'])('are not named by %s', (url) => {
    expect(() => nameOfLog(url)).toThrow('MESSAGING_URL must be a URL that begins with kafka://, postgres://');
  });
});

describe('engines', () => {
  let server: Server | undefined;
  afterEach(async () => {
    server?.close();
    if (server !== undefined) await once(server, 'close');
    server = undefined;
  });
  const listening = async (): Promise<number> => {
    server = createServer((socket) => socket.end());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };

  it('are there when one of their hosts answers', async () => {
    const port = await listening();
    await assertEnginesAnswer({ messagingUrl: `kafka://127.0.0.1:1,127.0.0.1:${port}` });
  });

  it('that do not answer are named, with what to do and without their password', async () => {
    const checked = assertEnginesAnswer({ messagingUrl: 'kafka://user:secret@127.0.0.1:1' });
    await expect(checked).rejects.toThrow(
      'nobody answers at kafka://127.0.0.1:1, which MESSAGING_URL names. Start it (npm run kafka:start), or unset MESSAGING_URL',
    );
    await expect(assertEnginesAnswer({ eventStoreUrl: 'kurrentdb://127.0.0.1:1' })).rejects.toThrow(
      'which EVENT_STORE_URL names',
    );
  });
});

describe('data that begin anew', () => {
  it('get a namespace that nobody has used, in the place of any other', () => {
    const url = 'kafka://user:p%3Fw@broker:9092/?tls=true&namespace=staging';
    const { messagingUrl = '' } = inFreshNamespace({ messagingUrl: url });
    expect(messagingUrl).toMatch(/^kafka:\/\/user:p%3Fw@broker:9092\/\?tls=true&namespace=fresh-[0-9a-f]{12}$/);
    expect(inFreshNamespace({ messagingUrl: url }).messagingUrl).not.toBe(messagingUrl);
  });

  it('need none in an engine of their own', () => {
    expect(inFreshNamespace({})).toEqual({});
  });
});
