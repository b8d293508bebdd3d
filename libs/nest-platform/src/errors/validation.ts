import { ValidationPipe, type ValidationError } from '@nestjs/common';
import type { FieldProblem } from './problem.js';
import { RequestInvalidError } from './request-invalid.error.js';

/** The one pipe of every service: unknown fields are refused, and values are never turned into another type silently. */
export const createValidationPipe = (): ValidationPipe =>
  new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => new RequestInvalidError(fieldProblems(errors)),
  });

const FIELD_PROBLEMS_MAX = 100;

/** Flattens class-validator's tree: `billing.country`, `items.3.photoId`. */
export function fieldProblems(errors: readonly ValidationError[], parent = ''): FieldProblem[] {
  return errors
    .flatMap((error) => {
      const field = parent === '' ? error.property : `${parent}.${error.property}`;
      const own = Object.entries(error.constraints ?? {}).map(([rule, text]) => ({
        field,
        problem: rule === 'whitelistValidation' ? 'is not a known field' : withoutName(text, error.property),
      }));
      return [...own, ...fieldProblems(error.children ?? [], field)];
    })
    .slice(0, FIELD_PROBLEMS_MAX);
}

// class-validator begins its texts with the property, which the field says already and more exactly.
const withoutName = (text: string, property: string): string =>
  text.startsWith(`${property} `) ? text.slice(property.length + 1) : text;
