/** How rows of the transaction list are called, by what they stand for. */
export const transactionIds = {
  usage: (runId: string): string => `usage-${runId}`,
  addition: (additionId: string): string => `addition-${additionId}`,
  refund: (refundId: string): string => `refund-${refundId}`,
  adjustment: (reversalId: string): string => `adjustment-${reversalId}`,
};
