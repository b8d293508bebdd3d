import { Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiProduces, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Public, Refuses } from '@credit-ledger/nest-platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { prefersHtml, sendHtml } from '../../http/html-answer.js';
import { checkoutPage, leftHangingPage } from './checkout-page.js';
import { CHECKOUT_DECISIONS, type CheckoutState } from './decide-checkout.js';
import { DecisionPipe } from './decision.pipe.js';
import type { CheckoutDecision } from './decide-checkout.js';
import { SandboxCompany } from './sandbox-company.js';

class DecidedCheckoutResponse {
  @ApiProperty({ example: 'PAID', enum: ['PAID', 'DECLINED', 'CANCELLED'] })
  readonly state!: CheckoutState;

  @ApiProperty({
    example: 'http://127.0.0.1:4001/v1/payments/return?checkoutId=chk_8Yk2x0QpJw1sVb7cT5nRzL3mDf6hGa9e',
    description: 'Where a browser would go back to, signed.',
  })
  readonly returnUrl!: string;
}

const CHECKOUT_ID = { name: 'checkoutId', example: 'chk_8Yk2x0QpJw1sVb7cT5nRzL3mDf6hGa9e' } as const;

@Controller('sandbox/checkout')
@ApiTags('sandbox')
@Public('stands in for the page of an outside company; its ids cannot be guessed and are the permission')
export class SandboxCheckoutController {
  constructor(@Inject(SandboxCompany) private readonly company: SandboxCompany) {}

  @Get(':checkoutId')
  @ApiOperation({ summary: 'Show the page of a checkout' })
  @ApiParam(CHECKOUT_ID)
  @ApiProduces('text/html')
  @Refuses('sandbox.checkout_not_found')
  async page(@Param('checkoutId') checkoutId: string, @Res() reply: FastifyReply): Promise<void> {
    const checkout = await this.company.find(checkoutId);
    sendHtml(reply, checkoutPage(checkout, this.company.returnUrlOf(checkout)));
  }

  @Get(':checkoutId/left')
  @ApiOperation({ summary: 'Show where a customer who leaves a checkout without a decision ends' })
  @ApiParam(CHECKOUT_ID)
  @ApiProduces('text/html')
  @Refuses('sandbox.checkout_not_found')
  async left(@Param('checkoutId') checkoutId: string, @Res() reply: FastifyReply): Promise<void> {
    sendHtml(reply, leftHangingPage(await this.company.find(checkoutId)));
  }

  @Post(':checkoutId/:decision')
  @ApiOperation({
    summary: 'Approve, decline or cancel a checkout',
    description: 'A browser is sent back to the shop; a program gets the same address in the answer.',
  })
  @HttpCode(200)
  @ApiParam(CHECKOUT_ID)
  @ApiParam({ name: 'decision', enum: CHECKOUT_DECISIONS, example: 'approve' })
  @ApiOkResponse({ type: DecidedCheckoutResponse })
  @Refuses('sandbox.checkout_not_found', 'sandbox.checkout_decided')
  async decide(
    @Param('checkoutId') checkoutId: string,
    @Param('decision', DecisionPipe) decision: CheckoutDecision,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DecidedCheckoutResponse | undefined> {
    const checkout = await this.company.decide(checkoutId, decision);
    const returnUrl = this.company.returnUrlOf(checkout);
    if (!prefersHtml(request)) return { state: checkout.state, returnUrl };
    void reply.redirect(returnUrl, 303);
    return undefined;
  }
}
