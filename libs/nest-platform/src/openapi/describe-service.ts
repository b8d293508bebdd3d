import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import { ErrorStatusTable } from '../errors/error-statuses.js';
import { createAdapter } from '../http/create-adapter.js';
import { PlatformModule } from '../http/platform.module.js';
import type { ServiceDefinition } from '../http/service-definition.js';
import { buildOpenApiDocument } from './build-document.js';

/** The OpenAPI document of a service that is not started: nothing is connected to, and no provider is made. */
export async function describeService(definition: ServiceDefinition): Promise<OpenAPIObject> {
  const app = await NestFactory.create<NestFastifyApplication>(
    PlatformModule.around(definition),
    createAdapter(definition.config),
    { preview: true, logger: false, abortOnError: false },
  );
  try {
    return buildOpenApiDocument(app, definition, new ErrorStatusTable(definition.errorStatuses));
  } finally {
    await app.close();
  }
}
