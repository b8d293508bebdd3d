import { ValidationPipe, type ArgumentMetadata, type ValidationError } from '@nestjs/common';
import { allowedValues, isExplained } from './allowed-values.js';
import type { FieldProblem } from './problem.js';
import { RequestInvalidError } from './request-invalid.error.js';
import { fieldWithin, shapeProblems } from './request-shape.js';

/** The one pipe of every service: unknown fields are refused, and values are never turned into another type silently. */
export const createValidationPipe = (): ValidationPipe =>
  new RequestPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    // For the exception factory alone: what a sender may put into a field is told by the class of its parent.
    validationError: { target: true, value: false },
    exceptionFactory: (errors) => new RequestInvalidError(fieldProblems(errors)),
  });

class RequestPipe extends ValidationPipe {
  /** @throws RequestInvalidError */
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (this.toValidate(metadata)) {
      const problems = shapeProblems(value);
      if (problems.length > 0) throw new RequestInvalidError(problems.slice(0, FIELD_PROBLEMS_MAX));
    }
    return super.transform(value, metadata);
  }
}

const FIELD_PROBLEMS_MAX = 100;

/** Flattens class-validator's tree: `billing.country`, `items[3].photoId`. */
export function fieldProblems(errors: readonly ValidationError[], parent = ''): FieldProblem[] {
  return errors
    .flatMap((error) => {
      const field = fieldWithin(parent, error.property);
      return [
        ...problemsOf(error).map((problem) => ({ field, problem })),
        ...fieldProblems(error.children ?? [], field),
      ];
    })
    .slice(0, FIELD_PROBLEMS_MAX);
}

function problemsOf({ constraints = {}, property, target }: ValidationError): string[] {
  if ('whitelistValidation' in constraints) return ['is not a known field'];
  const allowed = Object.keys(constraints).some(isExplained) ? allowedValues(target, property) : undefined;
  if (allowed !== undefined) return [`must be ${allowed}`];
  return Object.values(constraints).map((text) => withoutName(text, property));
}

// class-validator begins its texts with the property, which the field says already and more exactly.
const withoutName = (text: string, property: string): string =>
  text.startsWith(`${property} `) ? text.slice(property.length + 1) : text;
