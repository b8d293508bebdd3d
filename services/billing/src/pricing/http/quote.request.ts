import { ApiProperty } from '@nestjs/swagger';
import { IsNumber } from 'class-validator';

export class QuoteRequest {
  @ApiProperty({ example: 1_000, type: 'integer', minimum: 1_000, maximum: 10_000_000 })
  @IsNumber()
  readonly credits!: number;
}
