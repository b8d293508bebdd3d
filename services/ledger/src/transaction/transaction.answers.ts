import { ApiProperty } from '@nestjs/swagger';
import { toJsonInteger } from '@credit-ledger/kernel';
import type { TransactionTotals } from './get-transaction-totals.query.js';
import type { TransactionDetail } from './transaction.projection.js';
import type { TransactionView } from './transaction-rows.js';
import { TRANSACTION_TYPES } from './transaction.js';

export class TransactionItem {
  @ApiProperty({ example: 'usage-boston-2014-main' })
  transactionId!: string;

  @ApiProperty({ enum: TRANSACTION_TYPES, example: 'USAGE' })
  type!: string;

  @ApiProperty({
    example: -28_731,
    description: 'Negative for usage. The credits of all transactions sum to the balance.',
  })
  credits!: number;

  @ApiProperty({ example: false, description: 'Some of it was charged beyond a hold, or is owed.' })
  overrun!: boolean;

  @ApiProperty({ example: '2026-11-21T09:30:00.000Z' })
  occurredAt!: string;

  @ApiProperty({ example: 'system', description: 'Opaque id of whoever caused it; "system" when no person did.' })
  actor!: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: {
      oneOf: [
        { type: 'string' },
        { type: 'number' },
        { type: 'boolean' },
        { type: 'array', items: { type: 'object' } },
      ],
    },
    example: {
      runId: 'boston-2014-main',
      usageType: 'PHOTO_PROCESSING',
      photoEventId: 2014,
      photoEventName: 'Boston Marathon 2014',
    },
    description:
      'Usage: run, usage type, photo event. Additions: price, payment, order and gateway, or the reason. Refunds: run, ' +
      'photo event, reason and lots. Adjustments: payment, reason, and whether it was forced.',
  })
  details!: Record<string, TransactionDetail>;
}

export class StaffTransactionItem extends TransactionItem {
  @ApiProperty({ example: 'acme' })
  organisationId!: string;
}

export class StaffTransactionsAnswer {
  @ApiProperty({ type: [StaffTransactionItem], description: 'Newest first.' })
  items!: StaffTransactionItem[];

  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description: 'Asks for the next page; null on the last.',
  })
  nextCursor!: string | null;
}

export class TransactionsAnswer {
  @ApiProperty({ type: [TransactionItem], description: 'Newest first.' })
  items!: TransactionItem[];

  @ApiProperty({
    type: String,
    nullable: true,
    example: 'MDAwMDAwMDAwMDAwMDAwMDAwNDI',
    description: 'Asks for the next page; null on the last.',
  })
  nextCursor!: string | null;

  @ApiProperty({ example: true, description: 'False when the write named by "after" does not show yet.' })
  caughtUp!: boolean;
}

export class StaffTransactionTotalsAnswer {
  @ApiProperty({ example: 3 })
  transactions!: number;

  @ApiProperty({ example: 1_200, description: 'The sum of what was added.' })
  creditsIn!: number;

  @ApiProperty({ example: 157, description: 'The sum of what was used or taken back, as a positive number.' })
  creditsOut!: number;
}

export class TransactionTotalsAnswer extends StaffTransactionTotalsAnswer {
  @ApiProperty({ example: true, description: 'False when the write named by "after" does not show yet.' })
  caughtUp!: boolean;
}

export const toTotals = ({ transactions, creditsIn, creditsOut }: TransactionTotals): StaffTransactionTotalsAnswer => ({
  transactions,
  creditsIn: toJsonInteger(creditsIn),
  creditsOut: toJsonInteger(creditsOut),
});

export class TransactionLot {
  @ApiProperty({ example: 'payment-1' })
  lotId!: string;

  @ApiProperty({
    example: -157,
    description: 'Positive: the transaction opened the lot with them. Negative: it was paid from the lot.',
  })
  credits!: number;

  @ApiProperty({ example: 843, description: 'What is left in the lot now.' })
  remaining!: number;
}

export class TransactionAnswer extends TransactionItem {
  @ApiProperty({ type: [TransactionLot], description: 'Those that moved most first; at most 1,000.' })
  lots!: TransactionLot[];
}

/** A row as its organisation is answered. */
export const toItem = ({ organisationId: _known, ...view }: TransactionView): TransactionItem => ({
  ...view,
  credits: toJsonInteger(view.credits),
});
