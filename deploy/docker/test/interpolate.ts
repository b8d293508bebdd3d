export type Environment = Readonly<Record<string, string | undefined>>;

/** A use of a variable: `$NAME`, `${NAME}` or `${NAME<operator>word}`; `$$` is a dollar sign. Anything else after a `$` is wrong. */
const USE = /\$(?:(\$)|([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?:(:?[-?+])([^${}]*))?\}|)/g;

/**
 * A value of a compose file with its variables replaced, by the rules of the Compose Specification (section Interpolation). A
 * word with variables of its own is refused: this project has none.
 * @throws Error when a variable is required and missing, or the text is no interpolation at all.
 */
export const interpolate = (text: string, environment: Environment): string =>
  text.replace(USE, (found, dollar?: string, bare?: string, name?: string, operator?: string, word = '') => {
    if (dollar !== undefined) return '$';
    const variable = bare ?? name;
    if (variable === undefined) throw new Error(`invalid interpolation at "${found}" in "${text}"`);
    return valueOf(variable, environment[variable], operator, word);
  });

function valueOf(variable: string, value: string | undefined, operator: string | undefined, word: string): string {
  const absent = value === undefined || (value === '' && operator?.startsWith(':') === true);
  if (operator?.endsWith('+') === true) return absent ? '' : word;
  if (!absent) return value;
  if (operator?.endsWith('?') === true) throw new Error(`required variable ${variable} is missing a value: ${word}`);
  return operator === undefined ? '' : word;
}

/** The names of the variables that a text uses. */
export const variablesOf = (text: string): readonly string[] =>
  [...text.matchAll(USE)].flatMap(([, , bare, name]) => bare ?? name ?? []);
