import { Injectable, type PipeTransform } from '@nestjs/common';
import { InvalidValueError } from '@credit-ledger/kernel';
import { CHECKOUT_DECISIONS, type CheckoutDecision } from './decide-checkout.js';

/** The last part of the path. @throws InvalidValueError */
@Injectable()
export class DecisionPipe implements PipeTransform<string, CheckoutDecision> {
  transform(value: string): CheckoutDecision {
    const decision = CHECKOUT_DECISIONS.find((one) => one === value);
    if (decision === undefined)
      throw new InvalidValueError('decision', `must be one of ${CHECKOUT_DECISIONS.join(', ')}`);
    return decision;
  }
}
