import { ConnectionUrlError } from './connection-url.error.js';

/** What stands behind the question mark, told apart. */
export type UrlParameters = {
  /** Ours: names of streams at the server then begin with it and a dot. */
  readonly namespace: string | undefined;
  /** For the client, as it was written. */
  readonly passedOn: string;
  /** Files that it names, by their parameters. */
  readonly files: ReadonlyMap<FileParameter, string>;
};

export type FileParameter = 'tlsCAFile' | 'userCertFile' | 'userKeyFile';

type Form = { readonly is: (value: string) => boolean; readonly must: string };

const either: Form = { is: (value) => value === 'true' || value === 'false', must: 'must be true or false' };
const wholeNumber: Form = { is: (value) => /^\d{1,9}$/.test(value), must: 'must be a whole number' };
const duration: Form = {
  is: (value) => /^(-1|\d{1,9})$/.test(value),
  must: 'must be in milliseconds, or -1 for never',
};
// A question mark would end it for the client, which reads the rest as something that it does not expect.
const text: Form = { is: (value) => canDecode(value) && !value.includes('?'), must: 'must be percent-encoded' };

/** Passed on. The client would print one that it does not know, and the whole URL with it. */
const PASSED_ON: ReadonlyMap<string, { readonly name: string; readonly form: Form }> = new Map(
  Object.entries({
    tls: either,
    tlsVerifyCert: either,
    tlsCAFile: text,
    userCertFile: text,
    userKeyFile: text,
    connectionName: text,
    keepAliveInterval: duration,
    keepAliveTimeout: duration,
    maxDiscoverAttempts: wholeNumber,
    discoveryInterval: wholeNumber,
  }).map(([name, form]) => [name.toLowerCase(), { name, form }]),
);

/**
 * Accepted, because they stand in URLs that are copied from elsewhere, and decided here: every call goes to the leader and
 * has a deadline of its own, and the two halves of the client read the unit of gossipTimeout differently.
 */
const DECIDED_HERE = new Set(['nodepreference', 'gossiptimeout', 'defaultdeadline', 'throwonappendfailure']);

const FILES: readonly FileParameter[] = ['tlsCAFile', 'userCertFile', 'userKeyFile'];
const NAMESPACE = /^[a-z0-9-]{1,40}$/;

/** @throws ConnectionUrlError naming the parameter, and never a value, for one may be a password in the wrong place. */
export function parseParameters(query: string): UrlParameters {
  let namespace: string | undefined;
  const passedOn = new Map<string, string>();
  for (const parameter of query.split('&').filter((part) => part !== '')) {
    const at = parameter.indexOf('=');
    const name = at === -1 ? parameter : parameter.slice(0, at);
    const value = at === -1 ? '' : parameter.slice(at + 1);
    if (name === 'namespace') namespace = parseNamespace(value, namespace);
    else if (!DECIDED_HERE.has(name.toLowerCase())) passOn(passedOn, name, value);
  }
  if (passedOn.has('userCertFile') !== passedOn.has('userKeyFile')) {
    throw new ConnectionUrlError('userCertFile and userKeyFile need each other');
  }
  return {
    namespace,
    passedOn: [...passedOn].map(([name, value]) => `${name}=${value}`).join('&'),
    files: new Map(
      FILES.flatMap((name) => {
        const value = passedOn.get(name);
        return value === undefined ? [] : [[name, decodeURIComponent(value)] as const];
      }),
    ),
  };
}

function passOn(passedOn: Map<string, string>, written: string, value: string): void {
  const known = PASSED_ON.get(written.toLowerCase());
  if (known === undefined) throw new ConnectionUrlError(`has a parameter that is not known: ${shown(written)}`);
  const { name, form } = known;
  if (passedOn.has(name)) throw new ConnectionUrlError(`has the parameter ${name} twice`);
  if (value === '' || !form.is(value)) throw new ConnectionUrlError(`${name} ${form.must}`);
  passedOn.set(name, value);
}

function parseNamespace(value: string, before: string | undefined): string {
  if (before !== undefined) throw new ConnectionUrlError('has the parameter namespace twice');
  if (NAMESPACE.test(value)) return value;
  throw new ConnectionUrlError('has a namespace that is not 1 to 40 of a-z, 0-9 and -');
}

function canDecode(value: string): boolean {
  try {
    decodeURIComponent(value);
    return true;
  } catch {
    return false;
  }
}

/** A password that was typed in the wrong place must not get into a log as the name of a parameter. */
const shown = (name: string): string => (/^[a-z]{1,40}$/i.test(name) ? name : 'one whose name is not letters');
