import { describe, expect, it } from '@jest/globals';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsNumber,
  IsString,
  Length,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import { allowedValues } from './allowed-values.js';

class Order {
  @IsInt()
  @Min(1)
  @Max(200)
  limit!: number;

  @IsNumber()
  @Min(0)
  share!: number;

  @IsInt()
  @Max(9)
  digit!: number;

  @IsString()
  @Length(1, 500)
  reason!: string;

  @IsString()
  @MaxLength(20)
  note!: string;

  @IsString()
  @MinLength(8)
  secret!: string;

  @IsBoolean()
  accepted!: boolean;

  @IsIn(['usage', 'addition'])
  type!: string;

  @IsISO8601()
  day!: string;
}

describe('what a field may be, in words', () => {
  it.each([
    ['limit', 'a whole number from 1 to 200'],
    ['share', 'a number of at least 0'],
    ['digit', 'a whole number of at most 9'],
    ['reason', 'a string of 1 to 500 characters'],
    ['note', 'a string of at most 20 characters'],
    ['secret', 'a string of at least 8 characters'],
    ['accepted', 'true or false'],
    ['type', 'one of usage, addition'],
  ])('%s: %s', (property, words) => {
    expect(allowedValues(new Order(), property)).toBe(words);
  });

  it('is left to the rule itself where there are no words for it', () => {
    expect(allowedValues(new Order(), 'day')).toBeUndefined();
  });
});
