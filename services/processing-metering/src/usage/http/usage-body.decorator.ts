import { applyDecorators } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiExtraModels,
  ApiOkResponse,
  ApiAcceptedResponse,
  getSchemaPath,
} from '@nestjs/swagger';
import { UsageEventRequest } from './usage-event.request.js';
import { UsageBatchResponse, UsageItemResponse } from './usage.response.js';

export const CLOUD_EVENT = 'application/cloudevents+json';
export const CLOUD_EVENT_BATCH = 'application/cloudevents-batch+json';

/** Documents the body of both usage routes: one CloudEvent, or 1 to 1,000 of them. The parser checks them by hand. */
export const UsageBody = (example: UsageEventRequest): MethodDecorator =>
  applyDecorators(
    ApiExtraModels(UsageEventRequest, UsageItemResponse, UsageBatchResponse),
    ApiConsumes('application/json', CLOUD_EVENT, CLOUD_EVENT_BATCH),
    ApiBody({
      schema: {
        oneOf: [
          { $ref: getSchemaPath(UsageEventRequest) },
          { type: 'array', minItems: 1, maxItems: 1000, items: { $ref: getSchemaPath(UsageEventRequest) } },
        ],
        example,
      },
    }),
    ApiOkResponse({
      description: 'Counted. One event is answered with its item, a list with one item each.',
      schema: { oneOf: [{ $ref: getSchemaPath(UsageItemResponse) }, { $ref: getSchemaPath(UsageBatchResponse) }] },
    }),
    ApiAcceptedResponse({
      description: 'One event of an organisation that is not known yet: kept, and counted when it registers.',
      schema: { $ref: getSchemaPath(UsageItemResponse) },
    }),
  );
