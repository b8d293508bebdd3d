import { z } from 'zod';

export type KafkaSettings = {
  readonly brokers: readonly string[];
  readonly tls: boolean;
  /** A file with the certificates that are trusted, in PEM, instead of those the system trusts. */
  readonly ca?: string | undefined;
  readonly login?:
    | {
        readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
        readonly username: string;
        readonly password: string;
      }
    | undefined;
  /** Of the topics that are made here; one that exists keeps its own. */
  readonly replication: number;
  readonly minInsyncReplicas: number;
  /** Names at the engine begin with it, so that several installations can share a cluster. */
  readonly namespace?: string | undefined;
};

/** Says what is wrong with a URL without repeating it: it may hold a password. */
export class KafkaUrlError extends Error {
  constructor(what: string) {
    super(`${what}; it should look like ${EXAMPLE}`);
    this.name = 'KafkaUrlError';
  }
}

/**
 * `kafka://[user:password@]host[:port][,host[:port]…][/][?parameter=…]`, with the parameters `tls`, `ca`, `sasl`, `replication`,
 * `minInsyncReplicas` and `namespace`. Not a URL as browsers know it: those have one host.
 * @throws KafkaUrlError
 */
export function parseKafkaUrl(url: string): KafkaSettings {
  const { user, password, hosts = '', query = '' } = FORM.exec(url)?.groups ?? {};
  const brokers = hosts.split(',').map(brokerOf);
  const { sasl, ...parameters } = parametersOf(query);
  if (sasl === undefined && user !== undefined) throw new KafkaUrlError('a user needs sasl=…');
  if (sasl !== undefined && (user === undefined || password === undefined)) {
    throw new KafkaUrlError('sasl=… needs user:password@ before the hosts');
  }
  if (parameters.minInsyncReplicas > parameters.replication) {
    throw new KafkaUrlError('minInsyncReplicas is more than replication: nothing could ever be written');
  }
  if (parameters.ca !== undefined && !parameters.tls) throw new KafkaUrlError('ca=… needs tls=true');
  if (sasl === undefined || user === undefined || password === undefined) return { brokers, ...parameters };
  return { brokers, ...parameters, login: { mechanism: sasl, username: decoded(user), password: decoded(password) } };
}

const EXAMPLE = 'kafka://host:9092,host:9092 or kafka://user:password@host:9092/?tls=true&sasl=scram-sha-512';
const FORM =
  /^kafka:\/\/(?:(?<user>[^:@/?#]*)(?::(?<password>[^@/?#]*))?@)?(?<hosts>[^@/?#]+)\/?(?:\?(?<query>[^#]*))?$/i;
const BROKER = /^(?<host>[a-z0-9][a-z0-9._-]*)(?::(?<port>[1-9]\d{0,4}))?$/i;
const PORT_DEFAULT = 9_092;

const count = z.coerce.number().int().min(1).max(32);
const PARAMETERS = z.strictObject({
  tls: z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true'),
  ca: z.string().min(1).optional(),
  sasl: z.enum(['plain', 'scram-sha-256', 'scram-sha-512']).optional(),
  replication: count.default(1),
  minInsyncReplicas: count.default(1),
  namespace: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/, 'must be 1 to 40 of a-z, 0-9 and -')
    .optional(),
});

function brokerOf(text: string): string {
  // kafkajs takes what stands before the first colon for the host.
  if (text.startsWith('[')) throw new KafkaUrlError('a host is an IPv6 address, which kafkajs cannot read: use a name');
  const { host, port = `${PORT_DEFAULT}` } = BROKER.exec(text)?.groups ?? {};
  if (host === undefined || Number(port) > 65_535) throw new KafkaUrlError('no list of hosts can be read from it');
  return `${host}:${port}`;
}

function parametersOf(query: string): z.output<typeof PARAMETERS> {
  const given = [...new URLSearchParams(query)];
  const names = given.map(([name]) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new KafkaUrlError(`the parameter ${shown(twice)} is there twice`);
  const parsed = PARAMETERS.safeParse(Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map((issue) =>
    issue.code === 'unrecognized_keys'
      ? `has parameters that are not known: ${issue.keys.map(shown).join(', ')}`
      : [...issue.path, issue.message].join(': '),
  );
  throw new KafkaUrlError(wrong.join('; '));
}

/** The end of a password that is not percent-encoded would stand here as the name of a parameter. */
const shown = (name: string): string => (/^[a-z]{1,40}$/i.test(name) ? name : 'one whose name is not letters');

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new KafkaUrlError('the user or password has a % that encodes nothing');
  }
}
