import { Controller, Get, Inject, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { NO_CREDITS, type OrganisationId } from '@credit-ledger/kernel';
import { Allow, OrganisationIdParam, Refuses } from '@credit-ledger/nest-platform';
import { AccountNotFoundError } from '../credit-account/account-not-found.error.js';
import { ForecastAnswer, toForecastAnswer } from '../forecast/forecast.answer.js';
import { GetForecast } from '../forecast/get-forecast.query.js';
import { GetLowBalance } from '../low-balance/get-low-balance.query.js';
import { LowBalanceAnswer } from '../low-balance/low-balance.answer.js';
import { AfterQuery, CaughtUp } from '../projections/caught-up.js';
import { BalanceSums, toBalanceSums } from './balance-sums.js';
import type { BalanceView } from './balance.view.js';
import { GetBalance } from './get-balance.query.js';

export class BalanceAnswer extends BalanceSums {
  @ApiProperty({ type: LowBalanceAnswer })
  lowBalance!: LowBalanceAnswer;

  @ApiProperty({
    type: ForecastAnswer,
    nullable: true,
    description:
      'When the balance will be used up, judged by the last 28 days. null: too little to judge by, or no end in sight.',
  })
  forecast!: ForecastAnswer | null;

  @ApiProperty({ example: true, description: 'False when the write named by "after" does not show yet.' })
  caughtUp!: boolean;
}

// Known to billing, but its registration has not arrived yet.
const UNHEARD: BalanceView = { balance: NO_CREDITS, held: NO_CREDITS, available: NO_CREDITS, version: 0 };

@ApiTags('Balance')
@Controller('v1/organisations/:organisationId/balance')
export class BalanceController {
  constructor(
    @Inject(QueryBus) private readonly queryBus: QueryBus,
    @Inject(CaughtUp) private readonly caughtUp: CaughtUp,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Read the balance card' })
  @Allow('admin', 'operator', 'staff', 'service')
  @Refuses('ledger.account_not_found')
  @ApiOkResponse({ type: BalanceAnswer })
  async get(
    @OrganisationIdParam() organisationId: OrganisationId,
    @Query() { after }: AfterQuery,
  ): Promise<BalanceAnswer> {
    const caughtUp = await this.caughtUp.after(after, organisationId);
    const known = await this.queryBus.execute(new GetBalance(organisationId));
    if (known === undefined && caughtUp) throw new AccountNotFoundError(organisationId);
    const view = known ?? UNHEARD;
    const [lowBalance, forecast] = await Promise.all([
      this.queryBus.execute(new GetLowBalance(organisationId, view.balance)),
      this.queryBus.execute(new GetForecast(organisationId, view.balance)),
    ]);
    return { ...toBalanceSums(view), lowBalance, forecast: toForecastAnswer(forecast), caughtUp };
  }
}
