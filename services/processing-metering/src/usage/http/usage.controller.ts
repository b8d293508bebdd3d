import type { OrganisationId } from '@credit-ledger/kernel';
import {
  Allow,
  CONSISTENCY_TOKEN_HEADER,
  CorrelationId,
  OrganisationIdParam,
  Refuses,
} from '@credit-ledger/nest-platform';
import { Body, Controller, HttpCode, Inject, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { UsageBody } from './usage-body.decorator.js';
import { UsageReporting, type ReportContext } from './usage-reporting.js';
import type { UsageBatchResponse, UsageItemResponse } from './usage.response.js';

const REFUSALS = [
  ...(['metering.unsupported_event', 'metering.organisation_mismatch'] as const),
  ...(['metering.usage_type_mismatch', 'metering.usage_queue_full'] as const),
  'metering.organisation_not_registered',
] as const;

/**
 * Finished work over HTTP. No Idempotency-Key: a photo is charged once, however often it is reported, so the photos
 * themselves make a repeated request harmless.
 */
@Controller('v1')
@ApiTags('usage')
export class UsageController {
  constructor(@Inject(UsageReporting) private readonly reporting: UsageReporting) {}

  @Post('organisations/:organisationId/usage')
  @ApiOperation({
    summary: 'Report usage of one organisation',
    description:
      'Finished work: one CloudEvent, or a list of up to 1,000. Needs no `Idempotency-Key`: a photo is charged once, however often it is reported. Usage of an organisation that is not registered yet is kept, and counted when it registers: one event is answered 503 until then, one of a list as `pending`.',
  })
  @HttpCode(200)
  @Allow('service', 'staff')
  @Refuses(...REFUSALS)
  @UsageBody({})
  async reportOfOrganisation(
    @OrganisationIdParam() organisationId: OrganisationId,
    @Body() body: unknown,
    @CorrelationId() correlationId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UsageItemResponse | UsageBatchResponse> {
    const answer = await this.report(body, { organisationId, correlationId });
    const token = latestToken('items' in answer ? answer.items : [answer]);
    if (token !== undefined) void reply.header(CONSISTENCY_TOKEN_HEADER, token);
    return answer;
  }

  @Post('usage')
  @ApiOperation({
    summary: 'Report usage of several organisations at once',
    description:
      'Each event names its organisation in `subject`, and each item of the answer has its own consistency token. Otherwise like the report of one organisation; usage of one that is not registered yet is kept here too.',
  })
  @HttpCode(200)
  @Allow('service')
  @Refuses(...REFUSALS)
  @UsageBody({ subject: 'acme' })
  reportOfMany(
    @Body() body: unknown,
    @CorrelationId() correlationId: string,
  ): Promise<UsageItemResponse | UsageBatchResponse> {
    return this.report(body, { organisationId: undefined, correlationId });
  }

  private report(body: unknown, context: ReportContext): Promise<UsageItemResponse | UsageBatchResponse> {
    return Array.isArray(body) ? this.reporting.reportMany(body, context) : this.reporting.reportOne(body, context);
  }
}

/** The token of the highest sequence: all items are of one organisation, and one request may span transactions. */
function latestToken(items: readonly UsageItemResponse[]): string | undefined {
  let latest: { token: string; sequence: bigint } | undefined;
  for (const { consistencyToken: token } of items) {
    if (token === undefined || token === latest?.token) continue;
    const sequence = BigInt(token.slice(token.lastIndexOf(':') + 1));
    if (latest === undefined || sequence > latest.sequence) latest = { token, sequence };
  }
  return latest?.token;
}
