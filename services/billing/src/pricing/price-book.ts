import { type Currency, DomainError, type Instant } from '@credit-ledger/kernel';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { LessThanOrEqual, Repository } from 'typeorm';
import type { Price } from './domain/price.js';
import { PriceBookEntryEntity, priceFromRow } from './price-book-entry.entity.js';

/** What a credit costs, by currency and time. */
@Injectable()
export class PriceBook {
  constructor(@InjectRepository(PriceBookEntryEntity) private readonly entries: Repository<PriceBookEntryEntity>) {}

  /**
   * The price in force at a moment: the latest entry that is effective by then.
   *
   * @throws NoPriceError when nothing is sold in the currency then.
   */
  async priceAt(currency: Currency, moment: Instant): Promise<Price> {
    const entry = await this.entries.findOne({
      where: { currency, effectiveFrom: LessThanOrEqual(moment) },
      order: { effectiveFrom: 'DESC' },
    });
    if (entry === null) throw new NoPriceError(currency);
    return priceFromRow(entry);
  }
}

export class NoPriceError extends DomainError {
  readonly code = 'billing.no_price';

  constructor(currency: Currency) {
    super(`credits are not sold in ${currency}`, { currency });
  }
}
