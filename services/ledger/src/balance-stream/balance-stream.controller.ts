import type { OutgoingHttpHeaders } from 'node:http';
import { Controller, Get, Headers, Inject, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { InvalidValueError, type OrganisationId } from '@credit-ledger/kernel';
import { Allow, Caller, OrganisationIdParam, Refuses } from '@credit-ledger/nest-platform';
import { GetBalance } from '../balance/get-balance.query.js';
import { AccountNotFoundError } from '../credit-account/account-not-found.error.js';
import { BalanceStream } from './balance-stream.js';
import { BalanceWatch } from './balance-watch.js';

const EXAMPLE = 'id: 42\nevent: balance\ndata: {"balance":1200,"held":500,"available":700,"version":42}\n\n';

@ApiTags('Balance')
@Controller('v1/organisations/:organisationId/balance/stream')
export class BalanceStreamController {
  constructor(
    @Inject(QueryBus) private readonly queryBus: QueryBus,
    @Inject(BalanceWatch) private readonly watch: BalanceWatch,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Follow the balance as server-sent events',
    description:
      'As it is now, and again whenever it has changed; changes in quick succession come as one. The id of an event is the version of the account; sent back as `Last-Event-ID`, what it stands for is not told again. The stream ends when the token expires and when the service stops: connect again.',
  })
  @Allow('admin', 'operator', 'staff', 'service')
  @Refuses('ledger.account_not_found', 'ledger.too_many_streams', 'ledger.streams_exhausted')
  @ApiHeader({ name: 'Last-Event-ID', required: false, description: 'The id of the last event that arrived.' })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ schema: { type: 'string', example: EXAMPLE } })
  async open(
    @OrganisationIdParam() organisationId: OrganisationId,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Caller() caller: Caller,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const seen = parseLastEventId(lastEventId);
    const known = await this.queryBus.execute(new GetBalance(organisationId));
    if (known === undefined) throw new AccountNotFoundError(organisationId);
    const { actorId, expiresAtMs } = caller;
    const stream = new BalanceStream(reply.raw, { organisationId, listener: actorId, seen, endsAtMs: expiresAtMs });
    this.watch.admit(stream, reply.getHeaders() as OutgoingHttpHeaders);
    // From here on the answer is the stream's: no hook and no time-out ends it.
    reply.hijack();
  }
}

/** @throws InvalidValueError for an id that no event had. */
function parseLastEventId(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  if (!/^\d{1,15}$/.test(text))
    throw new InvalidValueError('Last-Event-ID', 'must be the id of an event of the stream');
  return Number(text);
}
