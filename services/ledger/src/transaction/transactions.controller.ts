import { Controller, Get, Inject, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { toJsonInteger, type OrganisationId } from '@credit-ledger/kernel';
import { Allow, OrganisationIdParam, Refuses } from '@credit-ledger/nest-platform';
import { AccountNotFoundError } from '../credit-account/account-not-found.error.js';
import { AfterQuery, CaughtUp } from '../projections/caught-up.js';
import { ListTransactions } from './list-transactions.query.js';
import { parseCursor, toCursor } from './transaction-cursor.js';
import type { TransactionDetail } from './transaction.projection.js';
import { TRANSACTION_FILTERS, TRANSACTION_TYPES, type TransactionFilter } from './transaction.js';

const LIMIT_DEFAULT = 50;
const LIMIT_MAX = 200;
const FILTERS = Object.keys(TRANSACTION_FILTERS);

export class TransactionsQuery extends AfterQuery {
  @ApiPropertyOptional({
    enum: FILTERS,
    example: 'usage',
    description: 'Credit Usage or Purchase History; both when left out.',
  })
  @IsOptional()
  @IsIn(FILTERS)
  type?: TransactionFilter;

  @ApiPropertyOptional({ example: LIMIT_DEFAULT, minimum: 1, maximum: LIMIT_MAX, default: LIMIT_DEFAULT })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(LIMIT_MAX)
  limit?: number;

  @ApiPropertyOptional({ description: 'nextCursor of the page before.' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  cursor?: string;
}

export class TransactionItem {
  @ApiProperty({ example: 'usage-boston-2014-main' })
  transactionId!: string;

  @ApiProperty({ enum: TRANSACTION_TYPES, example: 'USAGE' })
  type!: string;

  @ApiProperty({
    example: -28_731,
    description: 'Negative for usage and adjustments. The credits of all transactions sum to the balance.',
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

@ApiTags('Transactions')
@Controller('v1/organisations/:organisationId/transactions')
export class TransactionsController {
  constructor(
    @Inject(QueryBus) private readonly queryBus: QueryBus,
    @Inject(CaughtUp) private readonly caughtUp: CaughtUp,
  ) {}

  /** The transaction list: one row per run that was charged, per addition, per refund and per adjustment. */
  @Get()
  @Allow('admin', 'operator', 'staff', 'service')
  @Refuses('ledger.account_not_found')
  @ApiOkResponse({ type: TransactionsAnswer })
  async list(
    @OrganisationIdParam() organisationId: OrganisationId,
    @Query() { after, type, limit = LIMIT_DEFAULT, cursor }: TransactionsQuery,
  ): Promise<TransactionsAnswer> {
    const before = cursor === undefined ? undefined : parseCursor(cursor);
    const caughtUp = await this.caughtUp.after(after, organisationId);
    const page = await this.queryBus.execute(new ListTransactions(organisationId, type, limit, before));
    if (page === undefined && caughtUp) throw new AccountNotFoundError(organisationId);
    return {
      items: (page?.items ?? []).map((view) => ({ ...view, credits: toJsonInteger(view.credits) })),
      nextCursor: page?.next === undefined ? null : toCursor(page.next),
      caughtUp,
    };
  }
}
