import type { OpenAPIV3 } from 'openapi-types';

type Document = OpenAPIV3.Document;
type SchemaOrRef = OpenAPIV3.SchemaObject | OpenAPIV3.ReferenceObject;

/** Every field of a schema, however deep, that a reader of the document finds no example of. */
export function missingExamples(schema: SchemaOrRef | undefined, document: Document, where: string): string[] {
  return missing(schema, document, where, new Set());
}

function missing(schema: SchemaOrRef | undefined, document: Document, where: string, above: Set<string>): string[] {
  if (schema === undefined) return [`${where} has no schema`];
  if ('$ref' in schema) {
    const name = schema.$ref.split('/').at(-1) ?? '';
    // A schema within itself has been looked at.
    if (above.has(name)) return [];
    return missing(document.components?.schemas?.[name], document, where, new Set([...above, name]));
  }
  if (schema.example !== undefined || schema.enum !== undefined || schema.default !== undefined) return [];
  const parts = schema.oneOf ?? schema.anyOf ?? schema.allOf;
  if (parts !== undefined) return parts.flatMap((part) => missing(part, document, where, above));
  if (schema.type === 'array') return missing(schema.items, document, `${where}[]`, above);
  if (typeof schema.additionalProperties === 'object')
    return missing(schema.additionalProperties, document, `${where}.*`, above);
  if (schema.properties === undefined) return [`${where} has no example`];
  return Object.entries(schema.properties).flatMap(([name, property]) =>
    missing(property, document, `${where}.${name}`, above),
  );
}
