import { z } from 'zod';
import { ApiError } from './api-error.js';

export type Answer<Body> = {
  readonly body: Body;
  /** Names the write, for reads that have to show it. */
  readonly consistencyToken: string | undefined;
};

type Call<Data> = Promise<{ readonly data?: Data; readonly response: Response }>;

/**
 * The answer of a typed client, once more compared with what the demo relies on, so that a surprise is found where it
 * happens. A shape that the service's description does not promise does not compile.
 * @throws ApiError
 */
export async function checked<Schema extends z.ZodType>(
  schema: Schema,
  call: Call<z.input<Schema>>,
): Promise<Answer<z.infer<Schema>>> {
  const { data, response } = await call.catch(unreadable);
  const parsed = schema.safeParse(data);
  if (!parsed.success) {
    throw new ApiError(`${response.url} answered in an unknown shape: ${z.prettifyError(parsed.error)}`);
  }
  return { body: parsed.data, consistencyToken: response.headers.get('Consistency-Token') ?? undefined };
}

/** As `checked`, of what has no token or needs none. */
export const checkedBody = async <Schema extends z.ZodType>(
  schema: Schema,
  call: Call<z.input<Schema>>,
): Promise<z.infer<Schema>> => (await checked(schema, call)).body;

/** Of a request that no typed client makes. */
export async function contentOf<Data>(answer: Promise<Response>): Call<Data> {
  const response = await answer;
  return { data: (await response.json()) as Data, response };
}

// An answer that breaks off, or is no JSON.
function unreadable(error: unknown): never {
  if (error instanceof Error && ['SyntaxError', 'TypeError'].includes(error.name)) {
    throw new ApiError(`an answer could not be read: ${error.message}`);
  }
  throw error;
}
