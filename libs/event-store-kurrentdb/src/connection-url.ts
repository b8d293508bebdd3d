/** What an EVENT_STORE_URL of KurrentDB says, taken apart. */
export type ConnectionUrl = {
  /** For the client: without credentials, which are given with each call, and without what is ours. */
  readonly clientUrl: string;
  /** `one:2113,two:2113`: how a message names the server, without anything secret. */
  readonly hosts: string;
  readonly credentials: { readonly username: string; readonly password: string } | undefined;
  /** Ours: names of streams at the server then begin with it and a dot. */
  readonly namespace: string | undefined;
};

/** Something about the URL is wrong. The message never repeats the URL, which may hold a password. */
export class ConnectionUrlError extends Error {
  constructor(problem: string) {
    super(problem);
    this.name = 'ConnectionUrlError';
  }
}

const URL_PARTS = /^(?:kurrentdb|esdb)(\+discover)?:\/\/(?:([^@/?#]*)@)?([^@/?#]+)\/?(?:\?([^#]*))?$/i;
const HOST = /^([a-z0-9][a-z0-9._-]*)(?::([0-9]{1,5}))?$/i;
const NAMESPACE = /^[a-z0-9-]{1,40}$/;
const DEFAULT_PORT = 2113;

/** Passed on. The client would print one that it does not know, and the whole URL with it. */
const PASSED_ON = new Map(
  [
    'tls',
    'tlsVerifyCert',
    'tlsCAFile',
    'userCertFile',
    'userKeyFile',
    'connectionName',
    'keepAliveInterval',
    'keepAliveTimeout',
    'maxDiscoverAttempts',
    'discoveryInterval',
  ].map((name) => [name.toLowerCase(), name]),
);
/**
 * Accepted, because they stand in URLs that are copied from elsewhere, and decided here: every call goes to the leader and
 * has a deadline of its own, and the two halves of the client read the unit of gossipTimeout differently.
 */
const DECIDED_HERE = new Set(['nodepreference', 'gossiptimeout', 'defaultdeadline', 'throwonappendfailure']);

/** @throws ConnectionUrlError for what no store could be opened with. */
export const assertConnectionUrl = (url: string): void => void parseConnectionUrl(url);

/** @throws ConnectionUrlError */
export function parseConnectionUrl(url: string): ConnectionUrl {
  const parts = URL_PARTS.exec(url);
  if (parts === null) throw new ConnectionUrlError('must be like kurrentdb://user:password@host:2113?tls=true');
  const [, discover = '', userInfo, hostList = '', query = ''] = parts;
  const hosts = hostList.split(',').map(parseHost).join(',');
  const { namespace, passedOn } = parseParameters(query);
  return {
    // By the newer of the two names, as the client warns of the older. Both of its halves can read a slash before parameters.
    clientUrl: `kurrentdb${discover.toLowerCase()}://${hosts}${passedOn === '' ? '' : `/?${passedOn}`}`,
    hosts,
    credentials: userInfo === undefined ? undefined : parseCredentials(userInfo),
    namespace,
  };
}

function parseHost(text: string): string {
  const [, host, port = String(DEFAULT_PORT)] = HOST.exec(text) ?? [];
  if (host === undefined || Number(port) > 65_535) throw new ConnectionUrlError('has a host that is no host:port');
  return `${host}:${port}`;
}

function parseCredentials(userInfo: string): ConnectionUrl['credentials'] {
  const [username = '', password, ...more] = userInfo.split(':');
  if (username === '' || password === undefined || more.length > 0) {
    throw new ConnectionUrlError('has a login that is not user:password, with : @ / in either percent-encoded');
  }
  return { username: decoded(username, 'login'), password: decoded(password, 'login') };
}

function parseParameters(query: string): { namespace: string | undefined; passedOn: string } {
  let namespace: string | undefined;
  const passedOn: string[] = [];
  for (const parameter of query.split('&').filter((text) => text !== '')) {
    const at = parameter.indexOf('=');
    const name = at === -1 ? parameter : parameter.slice(0, at);
    const value = at === -1 ? '' : parameter.slice(at + 1);
    const known = PASSED_ON.get(name.toLowerCase());
    if (name === 'namespace') namespace = parseNamespace(value);
    else if (known !== undefined && value !== '') passedOn.push(`${known}=${value}`);
    else if (!DECIDED_HERE.has(name.toLowerCase())) {
      throw new ConnectionUrlError(`has a parameter that is not known: ${shown(name)}`);
    }
  }
  return { namespace, passedOn: passedOn.join('&') };
}

function parseNamespace(value: string): string {
  if (NAMESPACE.test(value)) return value;
  throw new ConnectionUrlError('has a namespace that is not 1 to 40 of a-z, 0-9 and -');
}

function decoded(text: string, what: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new ConnectionUrlError(`has a ${what} that is not percent-encoded well`);
  }
}

/** A password that was typed in the wrong place must not get into a log as the name of a parameter. */
const shown = (name: string): string => (/^[a-z]{1,40}$/i.test(name) ? name : 'one whose name is not letters');
