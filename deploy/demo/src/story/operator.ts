/** The actor of an operator's token of a local instance. */
export const OPERATOR = 'local-operator';
