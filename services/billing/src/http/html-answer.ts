import type { FastifyReply, FastifyRequest } from 'fastify';

/** Whether a browser asks: programs name JSON, or nothing in particular. */
export const prefersHtml = (request: FastifyRequest): boolean => request.headers.accept?.includes('text/html') === true;

/** Answers with a page. Payments are nobody else's business, so no cache keeps it. */
export function sendHtml(reply: FastifyReply, page: string): void {
  void reply.type('text/html; charset=utf-8').header('Cache-Control', 'no-store').send(page);
}
