import type { Socket } from 'node:net';
import { UnsupportedMediaTypeException } from '@nestjs/common';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { frameworkProblem } from '../errors/framework-problem.js';
import { PROBLEM_MEDIA_TYPE } from '../errors/problem.js';
import { sendProblem } from '../errors/send-problem.js';
import { CORRELATION_HEADER } from './correlation-id.js';

/** For `frameworkErrors` of Fastify: URLs that the router cannot read. No hook and no filter sees them. */
export function refuseUrl(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  void reply.header(CORRELATION_HEADER, request.id).header('X-Content-Type-Options', 'nosniff');
  sendProblem(reply, frameworkProblem(error.statusCode ?? 400, error.message));
}

const CONNECTION_PROBLEMS: Readonly<Record<string, { status: number; detail: string }>> = {
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, detail: 'The request did not arrive in time.' },
  HPE_HEADER_OVERFLOW: { status: 431, detail: 'The URL and the headers together are too large.' },
};
const NOT_HTTP = { status: 400, detail: 'This is not a request that HTTP allows.' };

/** For `clientErrorHandler` of Fastify: what is not HTTP never becomes a request, and is answered on the bare connection. */
export function refuseConnection(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const { status, detail } = CONNECTION_PROBLEMS[error.code ?? ''] ?? NOT_HTTP;
  const problem = frameworkProblem(status, detail);
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${status} ${problem.title}`,
    `Content-Type: ${PROBLEM_MEDIA_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  if (socket.writable) socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  socket.destroy(error);
}

/**
 * Bodies are JSON. Fastify would read text as well, and Nest forms, whose values are all strings. A form without fields
 * stays: it is what a browser sends for a button.
 */
export function refuseOtherBodies(adapter: FastifyAdapter): void {
  adapter.getInstance().removeContentTypeParser('text/plain');
  adapter.useBodyParser('application/x-www-form-urlencoded', false, {}, (_request, body, done) => {
    if (body.length === 0) done(null, undefined);
    else done(new UnsupportedMediaTypeException());
  });
}
