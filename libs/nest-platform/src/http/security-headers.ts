import { IncomingMessage, ServerResponse, type OutgoingHttpHeaders } from 'node:http';
import { Socket } from 'node:net';
import { invariant } from '@credit-ledger/kernel';
import helmet from 'helmet';

/**
 * What browsers are told about every answer. The same for all of them, so helmet is asked once: writing the policy out
 * anew for each request was a fifteenth of the cost of a small one.
 */
export function securityHeaders(): OutgoingHttpHeaders {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  const secure = helmet({
    contentSecurityPolicy: {
      // Loopback and clusters speak plain HTTP behind whatever ends TLS: nothing here may force browsers to https.
      directives: { upgradeInsecureRequests: null, styleSrc: ["'self'", "'unsafe-inline'"] },
    },
    strictTransportSecurity: false,
  });
  secure(response.req, response, (error) => invariant(error === undefined, 'helmet writes constant headers'));
  return response.getHeaders();
}
