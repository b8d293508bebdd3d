export const BOUNDARIES: readonly { readonly name: string }[];
