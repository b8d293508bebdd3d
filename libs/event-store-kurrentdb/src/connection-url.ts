import { ConnectionUrlError } from './connection-url.error.js';
import { assertNamedFiles } from './named-files.js';
import { parseParameters, type UrlParameters } from './url-parameters.js';

/** What an EVENT_STORE_URL of KurrentDB says, taken apart. */
export type ConnectionUrl = {
  /** For the client: without credentials, which are given with each call, and without what is ours. */
  readonly clientUrl: string;
  /** `one:2113,two:2113`: how a message names the server, without anything secret. */
  readonly hosts: string;
  readonly credentials: { readonly username: string; readonly password: string } | undefined;
  /** Ours: names of streams at the server then begin with it and a dot. */
  readonly namespace: string | undefined;
  /** What `assertNamedFiles` looks into. */
  readonly files: UrlParameters['files'];
};

const URL_PARTS = /^(?:kurrentdb|esdb)(\+discover)?:\/\/(?:([^@/?#]*)@)?([^@/?#]+)\/?(?:\?([^#]*))?$/i;
const HOST = /^([a-z0-9][a-z0-9._-]*)(?::([1-9][0-9]{0,4}))?$/i;
const DEFAULT_PORT = 2113;

/**
 * Looks into the files that the URL names, too.
 * @throws ConnectionUrlError for what no store could be opened with.
 */
export const assertConnectionUrl = (url: string): void => assertNamedFiles(parseConnectionUrl(url).files);

/** @throws ConnectionUrlError */
export function parseConnectionUrl(url: string): ConnectionUrl {
  const parts = URL_PARTS.exec(url);
  if (parts === null) throw new ConnectionUrlError('must be like kurrentdb://user:password@host:2113?tls=true');
  const [, discover = '', userInfo, hostList = '', query = ''] = parts;
  const hosts = hostList.split(',').map(parseHost).join(',');
  const { namespace, passedOn, files } = parseParameters(query);
  return {
    // By the newer of the two names, as the client warns of the older. Both of its halves can read a slash before parameters.
    clientUrl: `kurrentdb${discover.toLowerCase()}://${hosts}${passedOn === '' ? '' : `/?${passedOn}`}`,
    hosts,
    credentials: userInfo === undefined ? undefined : parseCredentials(userInfo),
    namespace,
    files,
  };
}

function parseHost(text: string): string {
  if (text.startsWith('[')) {
    throw new ConnectionUrlError('has an IPv6 address for a host, which KurrentDB’s client cannot read: use a name');
  }
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

function decoded(text: string, what: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new ConnectionUrlError(`has a ${what} that is not percent-encoded well`);
  }
}
