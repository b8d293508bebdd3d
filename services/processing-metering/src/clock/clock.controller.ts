import { Body, Controller, Get, HttpCode, Inject, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { parseInstant } from '@credit-ledger/kernel';
import { Allow } from '@credit-ledger/nest-platform';
import { IsRFC3339, ValidateIf } from 'class-validator';
import { MovableClock } from './movable-clock.js';

export class SetClockRequest {
  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description: 'A time within the last 366 days, RFC 3339; null for the real time.',
  })
  @ValidateIf((request: SetClockRequest) => request.now !== null)
  @IsRFC3339()
  readonly now!: string | null;
}

export class ClockAnswer {
  @ApiProperty({ example: '2026-11-21T09:30:00.000Z', description: 'The time at which usage is accepted.' })
  readonly now!: string;
}

/** Mounted only where the configuration allows a movable clock, which is on a developer's machine. */
@Controller('v1/clock')
@ApiTags('standalone')
@Allow('staff')
export class ClockController {
  constructor(@Inject(MovableClock) private readonly clock: MovableClock) {}

  @Get()
  @ApiOperation({ summary: 'Read the clock of metering' })
  @ApiOkResponse({ type: ClockAnswer })
  get(): ClockAnswer {
    return { now: this.clock.now() };
  }

  @Put()
  @ApiOperation({
    summary: 'Set the clock of metering back',
    description: 'For ten minutes at most: usage is accepted, and counted in the month, of that time.',
  })
  @HttpCode(200)
  @ApiOkResponse({ type: ClockAnswer })
  set(@Body() { now }: SetClockRequest): ClockAnswer {
    if (now === null) this.clock.reset();
    else this.clock.setTo(parseInstant(now, 'now'));
    return this.get();
  }
}
