import { loadConfig } from '@credit-ledger/nest-platform';
import { z } from 'zod';

// Everything else is an option of the command: a copy knows no service and no instance.
const schema = z.object({ FAILPOINTS: z.string().default('') });

export const loadCopyConfig = (env = process.env) => loadConfig(schema, env);
