/** Consumer group of billing, by which its offsets, marks and dead letters are kept. */
export const BILLING_GROUP = 'billing';
