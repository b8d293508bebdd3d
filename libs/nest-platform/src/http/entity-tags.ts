import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

/**
 * Tags every answer to a GET, and answers 304 without a body to whoever has it already (`If-None-Match`). A poll that meets no
 * news then costs no transfer. Tags are weak: they stand for what was said, not for how it was encoded on the way.
 *
 * Not `@fastify/etag`, which would also turn the answers of writes and refusals into a 304, and knows no list of tags.
 */
export function tagAnswers(fastify: FastifyInstance): void {
  fastify.addHook('onSend', (request, reply, payload, done) => {
    if (request.method !== 'GET' || reply.statusCode !== 200 || typeof payload !== 'string') {
      done(null, payload);
      return;
    }
    const tag = createHash('sha1').update(payload).digest('base64url');
    // Credits of one organisation belong in no shared cache, and in no other one longer than until they change.
    if (!reply.hasHeader('cache-control')) void reply.header('Cache-Control', 'private, no-cache');
    void reply.header('ETag', `W/"${tag}"`);
    if (!names(request.headers['if-none-match'], tag)) {
      done(null, payload);
      return;
    }
    void reply.code(304).removeHeader('content-type').removeHeader('content-length');
    done(null, null);
  });
}

/** Whether the header's list has the tag, by the weak comparison of RFC 9110, 8.8.3.2: `W/` does not count. */
function names(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  return header.split(',').some((one) => ['*', `"${tag}"`].includes(one.trim().replace(/^W\//, '')));
}
