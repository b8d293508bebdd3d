import type { OpenAPIV3 } from 'openapi-types';
import type { ServiceName, TokenRole } from '@credit-ledger/standalone';

/** A route as its service's OpenAPI document describes it. */
export type Route = {
  readonly service: ServiceName;
  readonly method: string;
  readonly path: string;
  /** Who may call it; undefined for a public route. */
  readonly roles: readonly TokenRole[] | undefined;
  readonly parameters: readonly OpenAPIV3.ParameterObject[];
  /** The codes it may refuse with, by status. */
  readonly refusals: ReadonlyMap<number, readonly string[]>;
  /** An example of the body, put together from the document; undefined when the route takes none. */
  readonly exampleBody: unknown;
};

type Operation = OpenAPIV3.OperationObject & { 'x-allowed-roles'?: TokenRole[]; 'x-public'?: string };

export function routesOf(service: ServiceName, document: OpenAPIV3.Document): readonly Route[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item ?? {}).map(([method, value]): Route => {
      const operation = value as Operation;
      const route = `${service} ${method.toUpperCase()} ${path}`;
      if (operation['x-public'] === undefined && operation['x-allowed-roles'] === undefined) {
        throw new Error(`${route} does not say who may call it`);
      }
      return {
        service,
        method: method.toUpperCase(),
        path,
        roles: operation['x-allowed-roles'],
        parameters: (operation.parameters ?? []) as OpenAPIV3.ParameterObject[],
        refusals: refusalsOf(operation),
        exampleBody: exampleBodyOf(operation, document, route),
      };
    }),
  );
}

const refusalsOf = ({ responses }: Operation): ReadonlyMap<number, readonly string[]> =>
  new Map(
    Object.entries(responses).map(([status, response]) => {
      const examples = (response as OpenAPIV3.ResponseObject).content?.['application/problem+json']?.examples;
      return [Number(status), Object.keys(examples ?? {})];
    }),
  );

function exampleBodyOf(operation: Operation, document: OpenAPIV3.Document, route: string): unknown {
  if (operation.requestBody === undefined) return undefined;
  const content = Object.values((operation.requestBody as OpenAPIV3.RequestBodyObject).content)[0];
  const [named] = Object.values(content?.examples ?? {}) as OpenAPIV3.ExampleObject[];
  return content?.example ?? named?.value ?? exampleOf(content?.schema, document, route);
}

/** @throws Error naming the route and the field that has no example. */
function exampleOf(
  schema: OpenAPIV3.SchemaObject | OpenAPIV3.ReferenceObject | undefined,
  document: OpenAPIV3.Document,
  where: string,
): unknown {
  if (schema === undefined) throw new Error(`${where} has no schema`);
  if ('$ref' in schema) {
    const name = schema.$ref.split('/').at(-1) ?? '';
    return exampleOf(document.components?.schemas?.[name], document, `${where} ${name}`);
  }
  if (schema.example !== undefined) return schema.example;
  const [first] = schema.oneOf ?? schema.allOf ?? [];
  if (first !== undefined) return exampleOf(first, document, where);
  if (schema.type === 'array') return [exampleOf(schema.items, document, `${where}[]`)];
  if (schema.properties === undefined) throw new Error(`${where} has no example`);
  return Object.fromEntries(
    Object.entries(schema.properties)
      .filter(([name, property]) => schema.required?.includes(name) === true || 'example' in property)
      .map(([name, property]) => [name, exampleOf(property, document, `${where}.${name}`)]),
  );
}
