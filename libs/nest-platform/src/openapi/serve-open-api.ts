import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { ErrorStatusTable } from '../errors/error-statuses.js';
import type { ServiceDefinition } from '../http/service-definition.js';
import { buildOpenApiDocument, openApiTitle } from './build-document.js';

/** Serves `/openapi.json`, and `/docs` to read it. The document is built when it is first asked for: boots are not slowed by it. */
export function serveOpenApi(app: NestFastifyApplication, definition: ServiceDefinition, withPage: boolean): void {
  SwaggerModule.setup('docs', app, () => buildOpenApiDocument(app, definition, app.get(ErrorStatusTable)), {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
    ui: withPage,
    customSiteTitle: openApiTitle(definition.name),
  });
}
