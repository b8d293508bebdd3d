import { z } from 'zod';

// A scheme as RFC 3986 has it, and something behind it. No more is judged here, and WHATWG's URL is not asked: it refuses
// the several hosts, separated by commas, with which clusters are named.
const ENGINE_URL = /^([a-z][a-z0-9+.-]*):\/\/\S+$/i;

/** A URL whose scheme picks the engine; the adapter that is chosen judges the rest. */
export const engineUrl = z
  .string({ error: 'must be a URL such as postgres://user:password@host:5432/database' })
  .regex(ENGINE_URL, { error: 'must be a URL such as postgres://user:password@host:5432/database' });

/** In lower case and without the colon; '' for what is no such URL. */
export const schemeOf = (url: string): string => ENGINE_URL.exec(url)?.[1]?.toLowerCase() ?? '';
