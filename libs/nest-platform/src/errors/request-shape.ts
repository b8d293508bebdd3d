import { isPlainText } from '@credit-ledger/kernel';
import type { FieldProblem } from './problem.js';

// Deeper than anything a route takes, and far from what recursion over a request could not survive.
const DEPTH_MAX = 16;

/**
 * What is wrong with a request whatever its route: a body that is no object, text that not everybody can store and show, values
 * nested without end, and fields that a lookup by name would take for what every object inherits.
 */
export function shapeProblems(value: unknown): FieldProblem[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [{ field: 'body', problem: 'must be a JSON object' }];
  }
  return problemsWithin(value, '', 1);
}

function problemsOf(value: unknown, field: string, depth: number): FieldProblem[] {
  if (typeof value === 'string') return textProblems(value, field);
  if (typeof value !== 'object' || value === null) return [];
  if (depth > DEPTH_MAX) return [{ field, problem: `must not be nested deeper than ${DEPTH_MAX} levels` }];
  return problemsWithin(value, field, depth);
}

function problemsWithin(value: object, parent: string, depth: number): FieldProblem[] {
  return Object.entries(value).flatMap(([name, inner]) => {
    const field = fieldWithin(parent, name);
    if (name in Object.prototype) return [{ field, problem: 'is not a known field' }];
    return problemsOf(inner, field, depth + 1);
  });
}

const textProblems = (text: string, field: string): FieldProblem[] =>
  isPlainText(text)
    ? []
    : [{ field, problem: 'must not contain control characters (such as U+0000) or half of a surrogate pair' }];

/** The path of a field as problems name it: `photoEvent.name`, `items[3].photoId`. */
export function fieldWithin(parent: string, name: string): string {
  if (parent === '') return name;
  return /^\d+$/.test(name) ? `${parent}[${name}]` : `${parent}.${name}`;
}
