import type { Schema } from './open-api-types.js';

export const PROBLEM_SCHEMA: Schema = {
  type: 'object',
  description: 'RFC 9457 problem details. `code` is stable; texts are for people and may change.',
  required: ['type', 'title', 'status', 'code', 'detail'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    detail: { type: 'string' },
    correlationId: { type: 'string' },
    errors: {
      type: 'array',
      description:
        'What to mend, wherever a field of the body, the query or the path is at fault: `photoEvent.name`, ' +
        '`items[3].id`, `limit`, `organisationId`; `body` is the whole of it.',
      items: {
        type: 'object',
        required: ['field', 'problem'],
        properties: { field: { type: 'string' }, problem: { type: 'string' } },
      },
    },
    details: {
      type: 'object',
      description: 'Figures of a refusal, such as the minimum that was not reached. Never the name of a field.',
      additionalProperties: true,
    },
  },
};
