import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { CLOUD_EVENT, CLOUD_EVENT_BATCH } from './usage-body.decorator.js';

/** Lets Fastify read the media types of CloudEvents as what they are: JSON, under the same size limit. */
@Injectable()
export class CloudEventBodies implements OnModuleInit {
  constructor(@Inject(HttpAdapterHost) private readonly host: HttpAdapterHost<FastifyAdapter>) {}

  onModuleInit(): void {
    const fastify = this.host.httpAdapter.getInstance();
    // A body that tries to set a prototype is malformed.
    const parseJson = fastify.getDefaultJsonParser('error', 'error');
    fastify.addContentTypeParser([CLOUD_EVENT, CLOUD_EVENT_BATCH], { parseAs: 'string' }, parseJson);
  }
}
