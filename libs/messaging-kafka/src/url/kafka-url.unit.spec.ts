import { describe, expect, it } from '@jest/globals';
import { KafkaUrlError, parseKafkaUrl } from './kafka-url.js';

const BARE = { tls: false, replication: 1, minInsyncReplicas: 1 };

describe('the URL of a Kafka cluster', () => {
  it('is a host, and needs nothing more', () => {
    expect(parseKafkaUrl('kafka://127.0.0.1')).toEqual({ ...BARE, brokers: ['127.0.0.1:9092'] });
  });

  it('is one whatever the case of its scheme, as for whatever chooses the engine by it', () => {
    expect(parseKafkaUrl('KAFKA://Broker-A/?namespace=staging')).toEqual({
      ...BARE,
      brokers: ['Broker-A:9092'],
      namespace: 'staging',
    });
  });

  it('has several hosts, with ports, names and addresses', () => {
    expect(parseKafkaUrl('kafka://a.example:19092,b,127.0.0.1:9093/').brokers).toEqual([
      'a.example:19092',
      'b:9092',
      '127.0.0.1:9093',
    ]);
  });

  it('takes a login, whose special characters are encoded, and everything about topics', () => {
    const url =
      'kafka://ann%40acme:p%3Aw%2F@host:9093/?tls=true&ca=/etc/ca.pem&sasl=scram-sha-512&replication=3&minInsyncReplicas=2&namespace=staging';
    expect(parseKafkaUrl(url)).toEqual({
      brokers: ['host:9093'],
      tls: true,
      ca: '/etc/ca.pem',
      login: { mechanism: 'scram-sha-512', username: 'ann@acme', password: 'p:w/' },
      replication: 3,
      minInsyncReplicas: 2,
      namespace: 'staging',
    });
  });

  it.each([
    ['has no host', 'kafka://', /hosts/],
    ['has an empty host', 'kafka://a:9092,,b', /hosts/],
    ['has a port beyond all ports', 'kafka://a:70000', /hosts/],
    ['has a port that nobody can be reached at', 'kafka://a:0', /hosts/],
    ['has a host that no name begins like', 'kafka://-a', /hosts/],
    ['has an address that its client cannot read', 'kafka://secret:secret@[::1]:9092/?sasl=plain', /IPv6.*use a name/],
    ['has a parameter nobody knows', 'kafka://a/?tsl=true', /tsl/],
    ['has the end of a password for a parameter', 'kafka://ann:12?secret@a:9092/?sasl=plain', /not letters/],
    ['has it twice', 'kafka://ann:12?secret@a&secret@a', /not letters is there twice/],
    ['has a parameter twice', 'kafka://a/?tls=true&tls=false', /tls is there twice/],
    ['has tls that is neither true nor false', 'kafka://a/?tls=yes', /tls/],
    ['has an unknown mechanism', 'kafka://secret:secret@a/?sasl=gssapi', /sasl/],
    ['has a user without a mechanism', 'kafka://secret:secret@a', /sasl/],
    ['has a mechanism without a user', 'kafka://a/?tls=true&sasl=plain', /user:password/],
    ['has a password that is wrongly encoded', 'kafka://ann:secret%zz@a/?sasl=plain', /%/],
    [
      'wants more replicas in sync than there are',
      'kafka://a/?replication=2&minInsyncReplicas=3',
      /nothing could ever/,
    ],
    ['has a certificate and no TLS', 'kafka://a/?ca=x.pem', /tls=true/],
    ['has a namespace that no topic could have', 'kafka://a/?namespace=A.B', /namespace/],
    ['is not one of Kafka', 'postgres://secret@a/b', /hosts/],
  ])('is refused when it %s, and not repeated', (_, url, message) => {
    const parse = () => parseKafkaUrl(url);
    expect(parse).toThrow(KafkaUrlError);
    expect(parse).toThrow(message);
    expect(parse).not.toThrow(/secret/);
  });
});
