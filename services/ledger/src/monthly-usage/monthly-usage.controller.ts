import { Controller, Get, Inject, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { toJsonInteger, type OrganisationId } from '@credit-ledger/kernel';
import { Allow, OrganisationIdParam, Refuses } from '@credit-ledger/nest-platform';
import { AccountNotFoundError } from '../credit-account/account-not-found.error.js';
import { AfterQuery, CaughtUp } from '../projections/caught-up.js';
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
  @ApiProperty({ type: [MonthlyUsageItem], description: 'The current month and the three before, newest first.' })
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

  /** The four monthly cards. Months without usage are zeros. */
  @Get()
  @Allow('admin', 'operator', 'staff', 'service')
  @Refuses('ledger.account_not_found')
  @ApiOkResponse({ type: MonthlyUsageAnswer })
  async get(
    @OrganisationIdParam() organisationId: OrganisationId,
    @Query() { after }: AfterQuery,
  ): Promise<MonthlyUsageAnswer> {
    const caughtUp = await this.caughtUp.after(after, organisationId);
    const months = await this.queryBus.execute(new GetMonthlyUsage(organisationId));
    if (months === undefined && caughtUp) throw new AccountNotFoundError(organisationId);
    return {
      months: (months ?? []).map((view) => ({ ...view, creditsUsed: toJsonInteger(view.creditsUsed) })),
      caughtUp,
    };
  }
}
