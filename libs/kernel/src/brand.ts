declare const brand: unique symbol;

/** A primitive that only its parser may make, so that an organisation id can never be passed where a run id is meant. */
export type Brand<Primitive, Name extends string> = Primitive & { readonly [brand]: Name };
