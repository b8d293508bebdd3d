import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsNumber } from 'class-validator';

export class PlaceOrderRequest {
  @ApiProperty({ example: 1_000, type: 'integer', minimum: 1_000, maximum: 10_000_000 })
  @IsNumber()
  readonly credits!: number;

  @ApiProperty({ example: true, description: 'Must be true, on every order.' })
  @IsBoolean()
  readonly refundPolicyAccepted!: boolean;
}
