import { v7 as uuidv7 } from 'uuid';

/** The header of a write that is meant once: nothing is ever sent again under its key. */
export const keyed = () => ({ 'Idempotency-Key': uuidv7() });
