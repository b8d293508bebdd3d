import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiExtraModels, ApiOkResponse, getSchemaPath } from '@nestjs/swagger';
import { USAGE_SAMPLES, UsageEventRequest } from './usage-event.request.js';
import { UsageBatchResponse, UsageItemResponse } from './usage.response.js';

export const CLOUD_EVENT = 'application/cloudevents+json';
export const CLOUD_EVENT_BATCH = 'application/cloudevents-batch+json';

/**
 * Documents the body of both usage routes: one CloudEvent, or 1 to 1,000 of them. The parser checks them by hand.
 * @param attributes what an event needs beyond the samples on this route.
 */
export const UsageBody = (attributes: { readonly subject?: string }): MethodDecorator =>
  applyDecorators(
    ApiExtraModels(UsageEventRequest, UsageItemResponse, UsageBatchResponse),
    ApiConsumes('application/json', CLOUD_EVENT, CLOUD_EVENT_BATCH),
    ApiBody({
      schema: {
        oneOf: [
          { $ref: getSchemaPath(UsageEventRequest) },
          { type: 'array', minItems: 1, maxItems: 1000, items: { $ref: getSchemaPath(UsageEventRequest) } },
        ],
      },
      examples: Object.fromEntries(
        Object.entries(USAGE_SAMPLES).map(([name, sample]) => [name, { value: { ...sample, ...attributes } }]),
      ),
    }),
    ApiOkResponse({
      description: 'Counted. One event is answered with its item, a list with one item each.',
      schema: { oneOf: [{ $ref: getSchemaPath(UsageItemResponse) }, { $ref: getSchemaPath(UsageBatchResponse) }] },
    }),
  );
