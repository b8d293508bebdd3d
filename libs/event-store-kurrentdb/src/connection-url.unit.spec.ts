import { describe, expect, it } from '@jest/globals';
import { ConnectionUrlError } from './connection-url.error.js';
import { parseConnectionUrl } from './connection-url.js';

describe('the URL of a KurrentDB', () => {
  it('gives the client what is the client’s, and keeps the login and the namespace', () => {
    expect(parseConnectionUrl('kurrentdb://ann:pass%3Aw%40rd@one:2113?tls=false&namespace=staging')).toEqual({
      clientUrl: 'kurrentdb://one:2113/?tls=false',
      hosts: 'one:2113',
      credentials: { username: 'ann', password: 'pass:w@rd' },
      namespace: 'staging',
      files: new Map(),
    });
  });

  it.each([
    ['esdb://one', 'kurrentdb://one:2113'],
    ['kurrentdb://one:1,two:2,three', 'kurrentdb://one:1,two:2,three:2113'],
    ['KURRENTDB+DISCOVER://cluster.example/', 'kurrentdb+discover://cluster.example:2113'],
    ['esdb+discover://one:2113/?TLSCAFILE=/etc/ca.pem', 'kurrentdb+discover://one:2113/?tlsCAFile=/etc/ca.pem'],
    [
      'kurrentdb://one?nodePreference=follower&gossipTimeout=5&defaultDeadline=1&tls=true',
      'kurrentdb://one:2113/?tls=true',
    ],
  ])('understands %s', (url, clientUrl) => {
    expect(parseConnectionUrl(url)).toMatchObject({ clientUrl, credentials: undefined, namespace: undefined });
  });

  it.each([
    ['http://hunter2@one', 'kurrentdb://user:password@host'],
    ['kurrentdb://', 'kurrentdb://user:password@host'],
    ['kurrentdb://one/hunter2', 'kurrentdb://user:password@host'],
    ['kurrentdb://ann:hunter2:x@one', 'percent-encoded'],
    ['kurrentdb://hunter2@one', 'user:password'],
    ['kurrentdb://ann:hunter2%@one', 'percent-encoded'],
    ['kurrentdb://ann:hunter2@one:99999', 'host:port'],
    ['kurrentdb://ann:hunter2@one:0', 'host:port'],
    ['kurrentdb://ann:hunter2@-one', 'host:port'],
    ['kurrentdb://ann:hunter2@one,,two', 'host:port'],
    ['kurrentdb://ann:hunter2@[::1]:2113', 'IPv6'],
    ['kurrentdb://ann:hunter2@one,[fe80::1]', 'IPv6'],
    ['kurrentdb://ann:hunter2@one?namespace=A', 'namespace'],
    ['kurrentdb://ann:hunter2@one?namespace=', 'namespace'],
    ['kurrentdb://ann:hunter2@one?tsl=false', 'tsl'],
    ['kurrentdb://one?hunter2', 'not letters'],
    ['kurrentdb://ann:hunter2@one?tls=maybe', 'tls must be true or false'],
    ['kurrentdb://ann:hunter2@one?tls', 'tls must be true or false'],
    ['kurrentdb://ann:hunter2@one?tlsVerifyCert=hunter2', 'tlsVerifyCert must be true or false'],
    ['kurrentdb://ann:hunter2@one?KeepAliveInterval=5s', 'keepAliveInterval must be in milliseconds'],
    ['kurrentdb://ann:hunter2@one?discoveryInterval=-1', 'discoveryInterval must be a whole number'],
    ['kurrentdb://ann:hunter2@one?connectionName=100%', 'connectionName must be percent-encoded'],
    ['kurrentdb://ann:hunter2@one?connectionName=a?b', 'connectionName must be percent-encoded'],
    ['kurrentdb://ann:hunter2@one?tls=true&TLS=false', 'the parameter tls twice'],
    ['kurrentdb://ann:hunter2@one?namespace=a&namespace=b', 'the parameter namespace twice'],
    ['kurrentdb://ann:hunter2@one?userCertFile=/c.pem', 'need each other'],
  ])('refuses %s in words that hold no secret', (url, problem) => {
    const parse = () => parseConnectionUrl(url);
    expect(parse).toThrow(ConnectionUrlError);
    expect(parse).toThrow(problem);
    expect(parse).not.toThrow('hunter2');
  });
});
