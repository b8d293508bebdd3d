import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { ErrorStatusTable } from '../errors/error-statuses.js';
import type { ServiceDefinition } from '../http/service-definition.js';
import { completeOperation, isOperation } from './complete-operation.js';
import { ProblemExamples } from './problem-examples.js';
import { PROBLEM_SCHEMA } from './problem-schema.js';

/** All services are parts of one product, and are titled alike. */
export const openApiTitle = (service: string): string => `Credit Ledger: ${service}`;

const ROLES =
  'Every operation says which roles may call it: `admin` and `operator` in the organisation that its path names, `staff` and ' +
  '`service` in every organisation.';

/** The service's OpenAPI document, with what every route has in common filled in. */
export function buildOpenApiDocument(
  app: INestApplication,
  { name, openApi }: ServiceDefinition,
  statuses: ErrorStatusTable,
): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle(openApiTitle(name))
    .setDescription(`${openApi.description}\n\n${ROLES}`)
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' })
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, Problem: PROBLEM_SCHEMA },
  };
  const examples = new ProblemExamples(statuses, openApi.refusals);
  for (const [path, item] of Object.entries(document.paths)) {
    for (const operation of Object.values(item)) {
      if (isOperation(operation)) completeOperation(path, operation, examples);
    }
  }
  return document;
}
