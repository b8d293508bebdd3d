import type { Role } from '../auth/caller.js';
import type { Operation, Parameter } from './open-api-types.js';
import { PROBLEM_MEDIA_TYPE } from '../errors/problem.js';
import type { ProblemExamples } from './problem-examples.js';

type DeclaredOperation = Operation & {
  readonly 'x-allowed-roles'?: readonly Role[];
  readonly 'x-refusals'?: readonly string[];
  readonly 'x-public'?: string;
  readonly 'x-unlimited'?: boolean;
};

export const isOperation = (value: unknown): value is DeclaredOperation =>
  typeof value === 'object' && value !== null && 'responses' in value;

/** Adds what no route has to repeat: who may call it, the organisation in the path, and the answers that any request can get. */
export function completeOperation(path: string, operation: DeclaredOperation, examples: ProblemExamples): void {
  const parameters = (operation.parameters ??= []);
  if (path.includes('{organisationId}') && !parameters.some((one) => 'name' in one && one.name === 'organisationId')) {
    parameters.unshift(ORGANISATION_ID);
  }
  operation.description = [operation.description, accessOf(operation)].filter(Boolean).join('\n\n');
  const isPublic = operation['x-public'] !== undefined;
  const takesInput = operation.requestBody !== undefined || parameters.length > 0;
  const codes = [
    ...(takesInput ? ['request.invalid', 'request.malformed'] : []),
    ...(operation.requestBody === undefined ? [] : ['request.body_too_large', 'request.unsupported_media_type']),
    ...(isPublic ? [] : ['auth.token_missing', 'auth.token_invalid', 'auth.token_expired']),
    ...(isPublic ? [] : ['auth.not_a_member', 'auth.role_not_allowed']),
    ...(operation['x-unlimited'] === true ? [] : ['request.rate_limited']),
    ...(operation['x-refusals'] ?? []),
    ...['internal', 'service.unavailable'],
  ];
  const byStatus = new Map<number, string[]>();
  for (const code of codes) {
    const status = examples.statuses.statusOf(code);
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  for (const [status, statusCodes] of byStatus)
    operation.responses[String(status)] ??= problemResponse(statusCodes, examples);
}

// Said from the declaration that the guard goes by, so that the one cannot drift from the other.
const accessOf = ({ 'x-allowed-roles': roles, 'x-public': reason }: DeclaredOperation): string =>
  reason === undefined ? `Roles: ${(roles ?? []).join(', ')}.` : `No token is needed: ${reason}.`;

const ORGANISATION_ID: Parameter = {
  name: 'organisationId',
  in: 'path',
  required: true,
  schema: { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$' },
  example: 'acme',
};

const problemResponse = (codes: readonly string[], examples: ProblemExamples) => ({
  description: codes.join(', '),
  content: {
    [PROBLEM_MEDIA_TYPE]: {
      schema: {
        allOf: [
          { $ref: '#/components/schemas/Problem' },
          { properties: { code: { type: 'string', enum: [...codes] } } },
        ],
      },
      examples: Object.fromEntries(codes.map((code) => [code, { value: examples.of(code) }])),
    },
  },
});
