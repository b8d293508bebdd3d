import { getMetadataStorage } from 'class-validator';

type Rule = { readonly name: string; readonly args: readonly unknown[] };

const KINDS: Readonly<Record<string, string>> = {
  isInt: 'a whole number',
  isNumber: 'a number',
  isString: 'a string',
  isBoolean: 'true or false',
  nestedValidation: 'an object',
};

/**
 * What a field may be, read off its decorators, in the words of the parsers of `kernel`: `a whole number from 1 to 200`.
 * All of it and not just the rule that was broken, so that nobody has to send a request twice to learn the second half.
 * Undefined where the decorators say nothing that can be put so.
 */
export function allowedValues(target: object | undefined, property: string): string | undefined {
  const rules = rulesOf(target, property);
  const argsOf = (...names: string[]): readonly unknown[] => rules.find(({ name }) => names.includes(name))?.args ?? [];
  const [values] = argsOf('isIn');
  if (Array.isArray(values)) return `one of ${values.join(', ')}`;
  const kind = rules.map(({ name }) => KINDS[name]).find((found) => found !== undefined);
  if (kind === undefined) return undefined;
  const numbers = bounds(argsOf('min')[0], argsOf('max')[0]);
  const [shortest, longest] = argsOf('isLength');
  const lengths = bounds(shortest ?? argsOf('minLength')[0], longest ?? argsOf('maxLength')[0]);
  if (lengths !== undefined) return `${kind} of ${lengths} characters`;
  if (numbers === undefined) return kind;
  return `${kind} ${numbers.startsWith('at ') ? 'of' : 'from'} ${numbers}`;
}

const EXPLAINED = new Set([
  ...Object.keys(KINDS),
  ...['isIn', 'isLength', 'minLength', 'maxLength', 'min', 'max', 'isDefined'],
]);

/** Whether `allowedValues` tells what a broken rule asked for. */
export const isExplained = (rule: string): boolean => EXPLAINED.has(rule);

function bounds(min: unknown, max: unknown): string | undefined {
  if (typeof min === 'number') return typeof max === 'number' ? `${min} to ${max}` : `at least ${min}`;
  return typeof max === 'number' ? `at most ${max}` : undefined;
}

function rulesOf(target: object | undefined, property: string): Rule[] {
  if (target === undefined) return [];
  return getMetadataStorage()
    .getTargetValidationMetadatas(target.constructor, '', false, false)
    .filter(({ propertyName }) => propertyName === property)
    .map(({ name, type, constraints }) => ({ name: name ?? type, args: constraints ?? [] }));
}
