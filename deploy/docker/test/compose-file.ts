import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { parse } from 'yaml';
import { interpolate, variablesOf, type Environment } from './interpolate.js';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../../..');

/** What the Dockerfile makes; every other image is somebody else's. */
export const BUILT_IMAGE = 'credit-ledger:local';

export type ComposeService = {
  readonly image: string;
  readonly build?: { readonly context: string; readonly dockerfile: string };
  readonly command?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly networks?: readonly string[];
  readonly ports?: readonly string[];
  readonly profiles?: readonly string[];
  readonly volumes?: readonly string[];
  readonly tmpfs?: readonly string[];
  readonly user?: string;
  readonly init?: boolean;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly restart?: string;
  readonly stop_grace_period?: string;
};

export type ComposeFile = {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
  readonly volumes: Readonly<Record<string, unknown>>;
};

export const composeText = (): string => readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8');
export const exampleText = (): string => readFileSync(join(ROOT, '.env.example'), 'utf8');
export const exampleEnvironment = (): Environment => parseEnv(exampleText());
/** As an operator has it, who has put secrets in the place of its placeholders. */
export const filledEnvironment = (): Environment =>
  parseEnv(exampleText().replaceAll(/=replace-me.*$/gm, `=${'0'.repeat(48)}`));

/** The file as it is written, anchors resolved and variables not. */
export const parseCompose = (text = composeText()): ComposeFile => parse(text, { merge: true }) as ComposeFile;

/** The file as compose understands it with these variables. @throws Error for a required one that is missing. */
export const resolveCompose = (environment: Environment, text = composeText()): ComposeFile =>
  mapText(parseCompose(text), (value) => interpolate(value, environment)) as ComposeFile;

/** Every variable that a value of the file uses; comments use none. */
export function variablesUsed(text = composeText()): ReadonlySet<string> {
  const used = new Set<string>();
  mapText(parseCompose(text), (value) => {
    for (const name of variablesOf(value)) used.add(name);
    return value;
  });
  return used;
}

function mapText(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((one) => mapText(one, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapText(one, change)]));
}
