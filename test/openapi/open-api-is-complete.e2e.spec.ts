import { describe, expect, test } from '@jest/globals';
import type { OpenAPIV3 } from 'openapi-types';
import { openApiOf, SERVICES, type ServiceName } from '@credit-ledger/standalone';
import { missingExamples } from './missing-examples.js';

type Operation = {
  readonly name: string;
  readonly document: OpenAPIV3.Document;
  readonly value: OpenAPIV3.OperationObject<{
    readonly 'x-allowed-roles'?: readonly string[];
    readonly 'x-public'?: string;
  }>;
};

// Only an earlier answer can tell them; an example would send whoever pastes it past what he looks for.
const FROM_AN_ANSWER = new Set(['cursor', 'after', 'Last-Event-ID']);

// Tables of tests are written down before any test runs.
const operations = (await Promise.all(SERVICES.map(operationsOf))).flat();

async function operationsOf(service: ServiceName): Promise<readonly Operation[]> {
  const document = (await openApiOf(service)) as OpenAPIV3.Document;
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item ?? {}).map(([method, value]) => ({
      name: `${service} ${method.toUpperCase()} ${path}`,
      document,
      value: value as Operation['value'],
    })),
  );
}

describe.each(operations.map((operation) => [operation.name, operation] as const))('%s', (_name, operation) => {
  const { document, value } = operation;
  const responses = Object.entries(value.responses) as [string, OpenAPIV3.ResponseObject][];

  test('says in one line what it is for', () => {
    expect(value.summary).toMatch(/^[A-Z].{5,90}[^.\s]$/);
  });

  test('ends its description with the roles that may call it, or with why it needs none', () => {
    const lastLine = value.description?.split('\n').at(-1);
    const { 'x-allowed-roles': roles, 'x-public': reason } = value;
    expect(roles ?? reason).toBeTruthy();
    expect(lastLine).toBe(roles === undefined ? `No token is needed: ${reason}.` : `Roles: ${roles.join(', ')}.`);
  });

  test('has an example of every parameter and every field of its body', () => {
    const parameters = (value.parameters ?? []) as OpenAPIV3.ParameterObject[];
    const unshown = parameters.flatMap((parameter) =>
      parameter.example === undefined && !FROM_AN_ANSWER.has(parameter.name)
        ? missingExamples(parameter.schema, document, parameter.name)
        : [],
    );
    expect([...unshown, ...contentOf(value.requestBody as OpenAPIV3.RequestBodyObject | undefined)]).toEqual([]);
  });

  test('has an example of every field of its answers', () => {
    const successes = responses.filter(([status]) => status.startsWith('2'));
    expect(successes).not.toEqual([]);
    expect(successes.flatMap(([, response]) => contentOf(response))).toEqual([]);
  });

  test('lists what it refuses with, each code with an example', () => {
    const refusals = responses.filter(([status]) => Number(status) >= 400);
    expect(refusals.map(([status]) => status)).toContain('500');
    for (const [status, { content }] of refusals) {
      const problem = content?.['application/problem+json'];
      const codes = codesOf(problem?.schema as OpenAPIV3.SchemaObject | undefined);
      expect(codes).not.toEqual([]);
      const examples = Object.values(problem?.examples ?? {}).map((example) => (example as { value: object }).value);
      expect(examples).toEqual(codes.map((code) => expect.objectContaining({ code, status: Number(status) })));
      const texts = examples.map((example) => (example as { detail: string }).detail);
      expect(new Set(texts).size).toBe(codes.length);
    }
  });

  function contentOf(described: Pick<OpenAPIV3.ResponseObject, 'content'> | undefined): string[] {
    return Object.values(described?.content ?? {}).flatMap((media) =>
      media.example === undefined && media.examples === undefined ? missingExamples(media.schema, document, '') : [],
    );
  }
});

test('a refused run is shown with what it needed, what there was, and what to buy', () => {
  const start = operations.find(({ name }) => name.endsWith('POST /v1/organisations/{organisationId}/runs'));
  const refused = start?.value.responses['402'] as OpenAPIV3.ResponseObject | undefined;
  const examples = refused?.content?.['application/problem+json']?.examples ?? {};
  const { value } = examples['metering.insufficient_credits'] as { value: { details: Record<string, unknown> } };
  expect(Object.keys(value.details)).toEqual(['runId', 'needed', 'available', 'recommendedTopUp']);
});

const codesOf = (schema: OpenAPIV3.SchemaObject | undefined): readonly string[] =>
  (schema?.allOf ?? []).flatMap((part) => {
    const code = 'properties' in part ? part.properties?.['code'] : undefined;
    return code !== undefined && 'enum' in code ? (code.enum as string[]) : [];
  });
