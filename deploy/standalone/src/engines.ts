import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { InstanceError } from './instance-error.js';

/** Engines that somebody else runs; where one is missing, the instance keeps messages or events in its own PostgreSQL. */
export type Engines = {
  readonly messagingUrl?: string | undefined;
  readonly eventStoreUrl?: string | undefined;
};

/** Which log and which store an instance uses, without credentials: what is remembered of its data and shown to people. */
export type EngineNames = { readonly messages: string; readonly events: string };

/** The log or the store in the instance's own PostgreSQL. */
export const EMBEDDED = 'embedded';

type Scheme = { readonly engine: string; readonly port: number };

const POSTGRES: Scheme = { engine: 'postgres', port: 5_432 };
const KURRENTDB: Scheme = { engine: 'kurrentdb', port: 2_113 };

const SCHEMES: Readonly<Record<'MESSAGING_URL' | 'EVENT_STORE_URL', Readonly<Record<string, Scheme>>>> = {
  MESSAGING_URL: { kafka: { engine: 'kafka', port: 9_092 }, postgres: POSTGRES, postgresql: POSTGRES },
  EVENT_STORE_URL: {
    kurrentdb: KURRENTDB,
    'kurrentdb+discover': KURRENTDB,
    esdb: KURRENTDB,
    'esdb+discover': KURRENTDB,
    postgres: POSTGRES,
    postgresql: POSTGRES,
  },
};

type Variable = keyof typeof SCHEMES;
type Address = Scheme & { readonly hosts: readonly string[]; readonly path: string; readonly namespace: string | null };

/** @throws InstanceError for a scheme that no engine has. */
export const namesOf = ({ messagingUrl, eventStoreUrl }: Engines): EngineNames => ({
  messages: messagingUrl === undefined ? EMBEDDED : nameOf(addressOf('MESSAGING_URL', messagingUrl)),
  events: eventStoreUrl === undefined ? EMBEDDED : nameOf(addressOf('EVENT_STORE_URL', eventStoreUrl)),
});

/** @throws InstanceError for an engine none of whose hosts answers, or whose scheme nobody knows. */
export async function assertEnginesAnswer({ messagingUrl, eventStoreUrl }: Engines): Promise<void> {
  if (messagingUrl !== undefined) await assertAnswers('MESSAGING_URL', messagingUrl);
  if (eventStoreUrl !== undefined) await assertAnswers('EVENT_STORE_URL', eventStoreUrl);
}

async function assertAnswers(variable: Variable, url: string): Promise<void> {
  const address = addressOf(variable, url);
  const answers = await Promise.all(address.hosts.map((host) => isListening(host, address.port)));
  if (answers.some(Boolean)) return;
  throw new InstanceError(
    `nobody answers at ${nameOf(address)}, which ${variable} names. Start it` +
      `${address.engine === 'kafka' ? ' (npm run kafka:start)' : ''}, or unset ${variable} to use the embedded one.`,
  );
}

// Several hosts separated by commas are no URL to WHATWG. The engine's adapter judges the whole of it; here it is only asked
// who is meant. It may hold a password, and is not repeated.
const ENGINE_URL = /^([a-z][a-z0-9+.-]*):\/\/(?:[^/?]*@)?([^/?@\s]+)\/?([^?\s]*)(?:\?(\S*))?$/i;

const HOST = /^(?:\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(\d{1,5}))?$/i;
const PORT_MAX = 65_535;
function isHost(text: string): boolean {
  const found = HOST.exec(text);
  return found !== null && Number(found[1] ?? 0) <= PORT_MAX;
}

function addressOf(variable: Variable, url: string): Address {
  const [, scheme = '', hosts = '', path = '', query = ''] = ENGINE_URL.exec(url) ?? [];
  const known = SCHEMES[variable];
  const found = Object.hasOwn(known, scheme.toLowerCase()) ? known[scheme.toLowerCase()] : undefined;
  if (found === undefined) {
    throw new InstanceError(`${variable} must be a URL that begins with ${Object.keys(known).join('://, ')}://`);
  }
  // Of a password that is not percent-encoded a part would stand where others are shown.
  if (!hosts.split(',').every(isHost) || `${path}?${query}`.includes('@')) {
    throw new InstanceError(
      `${variable} cannot be read. It is like ${scheme}://user:password@host:port, with / ? # @ and : in the password percent-encoded.`,
    );
  }
  const namespace = new URLSearchParams(query).get('namespace');
  return { ...found, hosts: hosts.toLowerCase().split(',').sort(), path, namespace };
}

function nameOf({ engine, hosts, path, namespace }: Address): string {
  const whole = `${engine}://${hosts.join(',')}${path === '' ? '' : `/${path}`}`;
  return namespace === null ? whole : `${whole}?namespace=${namespace}`;
}

/** The same engines for data that begin anew: what others keep there must not be taken for theirs. */
export function inFreshNamespace({ messagingUrl, eventStoreUrl }: Engines): Engines {
  const namespace = `fresh-${randomBytes(6).toString('hex')}`;
  const fresh = (url: string | undefined): string | undefined => {
    if (url === undefined || /^postgres/i.test(url)) return url;
    const [address = '', query = ''] = url.split('?');
    const kept = query.split('&').filter((parameter) => parameter !== '' && !parameter.startsWith('namespace='));
    return `${address}?${[...kept, `namespace=${namespace}`].join('&')}`;
  };
  return { messagingUrl: fresh(messagingUrl), eventStoreUrl: fresh(eventStoreUrl) };
}

const ANSWERS_WITHIN_MS = 5_000;

function isListening(address: string, defaultPort: number): Promise<boolean> {
  const [, host = '', port = String(defaultPort)] = /^\[?(.*?)\]?(?::(\d+))?$/.exec(address) ?? [];
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(port) });
    const settle = (answers: boolean): void => {
      socket.destroy();
      resolve(answers);
    };
    socket.setTimeout(ANSWERS_WITHIN_MS, () => settle(false));
    socket.once('error', () => settle(false));
    socket.once('connect', () => settle(true));
  });
}
