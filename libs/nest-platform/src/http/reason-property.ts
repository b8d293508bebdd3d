import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length, Matches } from 'class-validator';

const LENGTH_MAX = 500;
// Blanks and invisible characters alone say nothing, and whoever reads the list later has nobody to ask.
const SAYS_SOMETHING = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** Of a request's body: why somebody did it, for whoever reads of it later. */
export const ReasonProperty = (example: string): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ example, minLength: 1, maxLength: LENGTH_MAX }),
    IsString(),
    Length(1, LENGTH_MAX),
    Matches(SAYS_SOMETHING, { message: '$property must say something' }),
  );
