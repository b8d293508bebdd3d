/** `287,302`. */
export const formatNumber = (value: number): string => value.toLocaleString('en');

/** `INR 1,770.00`: every currency the product sells in has two minor digits. */
export function formatMoney({
  amountMinor,
  currency,
}: {
  readonly amountMinor: number;
  readonly currency: string;
}): string {
  const digits = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  return `${currency} ${(amountMinor / 100).toLocaleString('en', digits)}`;
}
