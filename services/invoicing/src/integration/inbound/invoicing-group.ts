/** Consumer group of invoicing, by which its offsets, marks and dead letters are kept. */
export const INVOICING_GROUP = 'invoicing';
