import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray } from 'class-validator';
import { parseOrganisationId } from '@credit-ledger/kernel';
import { Allow } from '@credit-ledger/nest-platform';
import { BalanceSums, toBalanceSums } from './balance-sums.js';
import { GetBalances } from './get-balances.query.js';

const ORGANISATIONS_MAX = 500;

export class BalancesRequest {
  @ApiProperty({
    type: [String],
    example: ['demo', 'acme'],
    minItems: 1,
    maxItems: ORGANISATIONS_MAX,
    uniqueItems: true,
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(ORGANISATIONS_MAX)
  @ArrayUnique()
  organisationIds!: unknown[];
}

export class BalancesItem extends BalanceSums {
  @ApiProperty({ example: 'demo' })
  organisationId!: string;
}

export class BalancesAnswer {
  @ApiProperty({ type: [BalancesItem], description: 'In the order in which they were asked for.' })
  balances!: BalancesItem[];

  @ApiProperty({ type: [String], example: ['acme'], description: 'Those the ledger knows nothing of.' })
  unknown!: string[];
}

@ApiTags('Balance')
@Controller('v1/balances/query')
export class BalancesController {
  constructor(@Inject(QueryBus) private readonly queryBus: QueryBus) {}

  @Post()
  @ApiOperation({
    summary: 'Read the balances of up to 500 organisations',
    description: 'Changes nothing: a POST because a URL would be too long.',
  })
  @HttpCode(200)
  @Allow('staff', 'service')
  @ApiOkResponse({ type: BalancesAnswer })
  async query(@Body() { organisationIds }: BalancesRequest): Promise<BalancesAnswer> {
    const asked = organisationIds.map((id, index) => parseOrganisationId(id, `organisationIds[${index}]`));
    const known = await this.queryBus.execute(new GetBalances(asked));
    const balances = asked.flatMap((organisationId) => {
      const view = known.get(organisationId);
      return view === undefined ? [] : [{ organisationId, ...toBalanceSums(view) }];
    });
    return { balances, unknown: asked.filter((organisationId) => !known.has(organisationId)) };
  }
}
