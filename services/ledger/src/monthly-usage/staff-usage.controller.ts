import { Controller, Get, Inject, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags, OmitType } from '@nestjs/swagger';
import { Allow } from '@credit-ledger/nest-platform';
import { askedMonths, MonthsRequest } from '../usage-breakdown/months.request.js';
import { GetUsageOfAll } from './get-usage-of-all.query.js';
import { MonthlyUsageItem } from './monthly-usage.controller.js';

export class StaffMonthsRequest extends OmitType(MonthsRequest, ['after']) {}

export class StaffUsageItem extends MonthlyUsageItem {
  @ApiProperty({ example: 12, description: 'How many organisations used any credits.' })
  organisations!: number;
}

export class StaffUsageAnswer {
  @ApiProperty({
    type: [StaffUsageItem],
    description: "Newest first, each organisation's months in its own time zone; the current one is that of UTC.",
  })
  months!: StaffUsageItem[];
}

@ApiTags('Usage')
@Controller('v1/usage/monthly')
export class StaffUsageController {
  constructor(@Inject(QueryBus) private readonly queryBus: QueryBus) {}

  @Get()
  @ApiOperation({ summary: 'Read usage of all organisations together by month, newest first' })
  @Allow('staff')
  @ApiOkResponse({ type: StaffUsageAnswer })
  async get(@Query() request: StaffMonthsRequest): Promise<StaffUsageAnswer> {
    const months = await this.queryBus.execute(new GetUsageOfAll(askedMonths(request)));
    return { months: months.map((view) => ({ ...view, creditsUsed: Number(view.creditsUsed) })) };
  }
}
