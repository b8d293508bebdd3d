import { Controller, Get, Inject, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { toJsonInteger, type OrganisationId } from '@credit-ledger/kernel';
import { Allow, OrganisationIdParam, Refuses } from '@credit-ledger/nest-platform';
import { AccountNotFoundError } from '../credit-account/account-not-found.error.js';
import { CaughtUp } from '../projections/caught-up.js';
import { askedMonths, MonthsRequest } from '../usage-breakdown/months.request.js';
import { GetMonthlyUsage } from './get-monthly-usage.query.js';

export class MonthlyUsageItem {
  @ApiProperty({ example: '2026-11', description: "A month of the organisation's time zone." })
  month!: string;

  @ApiProperty({ example: 28_731 })
  creditsUsed!: number;

  @ApiProperty({ example: 1, description: 'Runs whose first charge fell in the month.' })
  usageTransactions!: number;

  @ApiProperty({ example: true })
  current!: boolean;
}

export class MonthlyUsageAnswer {
  @ApiProperty({
    type: [MonthlyUsageItem],
    description: 'Newest first; by default the current month and the three before.',
  })
  months!: MonthlyUsageItem[];

  @ApiProperty({ example: true, description: 'False when the write named by "after" does not show yet.' })
  caughtUp!: boolean;
}

@ApiTags('Usage')
@Controller('v1/organisations/:organisationId/usage/monthly')
export class MonthlyUsageController {
  constructor(
    @Inject(QueryBus) private readonly queryBus: QueryBus,
    @Inject(CaughtUp) private readonly caughtUp: CaughtUp,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Read usage by month, newest first',
    description: 'The four monthly cards, or any range of at most 36 months. Months without usage are zeros.',
  })
  @Allow('admin', 'operator', 'staff', 'service')
  @Refuses('ledger.account_not_found')
  @ApiOkResponse({ type: MonthlyUsageAnswer })
  async get(
    @OrganisationIdParam() organisationId: OrganisationId,
    @Query() request: MonthsRequest,
  ): Promise<MonthlyUsageAnswer> {
    const asked = askedMonths(request);
    const caughtUp = await this.caughtUp.after(request.after, organisationId);
    const months = await this.queryBus.execute(new GetMonthlyUsage(organisationId, asked));
    if (months === undefined && caughtUp) throw new AccountNotFoundError(organisationId);
    return {
      months: (months ?? []).map((view) => ({ ...view, creditsUsed: toJsonInteger(view.creditsUsed) })),
      caughtUp,
    };
  }
}
