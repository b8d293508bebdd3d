import { Body, Controller, Inject, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsInt, IsString, Length, Max, Min } from 'class-validator';
import type { FastifyReply } from 'fastify';
import type { Pool } from 'pg';
import { v5 as uuidv5 } from 'uuid';
import { failpoint, parseCredits, type OrganisationId } from '@credit-ledger/kernel';
import { consistencyToken, inTransaction } from '@credit-ledger/messaging';
import {
  Allow,
  Caller,
  CONSISTENCY_TOKEN_HEADER,
  CorrelationId,
  Idempotent,
  IdempotencyKey,
  IdempotentWrites,
  OrganisationIdParam,
  PG_POOL,
} from '@credit-ledger/nest-platform';
import { LEDGER_SOURCE } from '../ledger-source.js';
import { GrantCredits } from './grant-credits.command.js';

const ROUTE = 'POST /v1/organisations/:organisationId/admin-grants';
// Grants are known again by a name made of what the caller chose; any fixed UUID does as the name space.
const NAMESPACE = 'b7b1f3d4-5a52-4f0e-9d59-6f2a1c1f7c11';

export class GrantCreditsRequest {
  @ApiProperty({ example: 500, minimum: 1, maximum: 10_000_000, description: 'Whole credits.' })
  @IsInt()
  @Min(1)
  @Max(10_000_000)
  credits!: number;

  @ApiProperty({ example: 'Goodwill for the outage of 3 November', minLength: 1, maxLength: 500 })
  @IsString()
  @Length(1, 500)
  reason!: string;
}

export class GrantCreditsAnswer {
  @ApiProperty({ example: 'grant-3f2c5d9e-6f0b-5d3e-9a55-0d0c8a8f6a11' })
  additionId!: string;

  @ApiProperty({ example: 500 })
  credits!: number;
}

@ApiTags('Corrections')
@Controller('v1/organisations/:organisationId/admin-grants')
export class AdminGrantsController {
  constructor(
    @Inject(CommandBus) private readonly commandBus: CommandBus,
    @Inject(IdempotentWrites) private readonly writes: IdempotentWrites,
    @Inject(PG_POOL) private readonly pool: Pool,
    @Inject(LEDGER_SOURCE) private readonly source: string,
  ) {}

  /** Gives an organisation credits at no price. They appear in Purchase History as Admin Grant, with actor and reason. */
  @Post()
  @Allow('staff')
  @Idempotent('ledger.account_not_found')
  @ApiCreatedResponse({ type: GrantCreditsAnswer })
  async grant(
    @OrganisationIdParam() organisationId: OrganisationId,
    @IdempotencyKey() key: string,
    @Body() request: GrantCreditsRequest,
    @Caller() caller: Caller,
    @CorrelationId() correlationId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<GrantCreditsAnswer> {
    // The event is appended before the key's row commits. When the process dies in between, the retry finds no key and
    // grants again, and the account knows the addition id.
    const additionId = `grant-${uuidv5(`${organisationId} ${ROUTE} ${key}`, NAMESPACE)}`;
    const credits = parseCredits(request.credits, 'credits', 1n);
    const { body, headers } = await inTransaction(this.pool, (session) =>
      this.writes.run(
        { session, organisationId, route: ROUTE, key, request: { organisationId, ...request } },
        async () => {
          const grant = new GrantCredits(
            organisationId,
            additionId,
            credits,
            request.reason,
            caller.actorId,
            correlationId,
          );
          const { version } = await this.commandBus.execute(grant);
          failpoint('ledger.grant-appended');
          return {
            status: 201,
            headers: { [CONSISTENCY_TOKEN_HEADER]: consistencyToken(this.source, organisationId, BigInt(version)) },
            body: { additionId, credits: request.credits },
          };
        },
      ),
    );
    failpoint('ledger.grant-committed');
    void reply.headers({ ...headers });
    return body;
  }
}
